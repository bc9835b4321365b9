using System.ComponentModel.DataAnnotations;

namespace IdentityEmulator;

/// <summary>Configuration section <c>IdentityEmulator</c>. Everything has a default.</summary>
internal sealed class IdentityEmulatorOptions
{
    public const string Section = "IdentityEmulator";

    /// <summary>The file of the signing key (PEM, created if missing). Null: a new key per process.</summary>
    public string? KeyFile { get; set; }

    /// <summary>A JSON file with tenants and users that replaces the built-in sample. Null: the sample.</summary>
    public string? DirectoryFile { get; set; }

    /// <summary>The application that may sign users in: its client id, and the audience of its access tokens.</summary>
    public Guid ClientId { get; set; } = new("ca1e0da2-0000-4000-8000-000000000001");

    /// <summary>The application's secret for <c>client_credentials</c>. It is public.</summary>
    [Required]
    public string ClientSecret { get; set; } = "calendar";

    /// <summary>The password of every sample user, for the <c>password</c> grant that tests use. It is public.</summary>
    [Required]
    public string Password { get; set; } = "calendar";

    /// <summary>How long access and id tokens are valid.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a refresh token is valid; each use issues the next one.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long the browser session lets <c>prompt=none</c> succeed after a sign-in.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);
}
