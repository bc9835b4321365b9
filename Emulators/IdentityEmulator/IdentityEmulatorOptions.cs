using System.ComponentModel.DataAnnotations;

namespace IdentityEmulator;

/// <summary>Configuration section <c>IdentityEmulator</c>. Everything has a default.</summary>
internal sealed class IdentityEmulatorOptions
{
    public const string Section = "IdentityEmulator";

    /// <summary>Where the signing key lives between runs (PEM, created when missing). Null: a new key per process.</summary>
    public string? KeyFile { get; set; }

    /// <summary>A JSON file with tenants and users in place of the built-in sample. Null: the sample.</summary>
    public string? DirectoryFile { get; set; }

    /// <summary>The application that may sign users in: its client id, and the audience of its access tokens.</summary>
    public Guid ClientId { get; set; } = new("ca1e0da2-0000-4000-8000-000000000001");

    /// <summary>The secret of the application for <c>client_credentials</c>. Not secret at all.</summary>
    [Required]
    public string ClientSecret { get; set; } = "calendar";

    /// <summary>Every sample user's password, for the <c>password</c> grant that tests use. Not secret at all.</summary>
    [Required]
    public string Password { get; set; } = "calendar";

    /// <summary>How long access and id tokens are valid.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AccessTokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long a refresh token may wait for its use; each use hands out the next.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan RefreshTokenLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long the browser session lets <c>prompt=none</c> succeed after a sign-in.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "90.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);
}
