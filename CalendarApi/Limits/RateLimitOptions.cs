using System.ComponentModel.DataAnnotations;

namespace CalendarApi.Limits;

/// <summary>How many requests are answered; configuration section <c>RateLimits</c>. Each limit is a token bucket in this process. The limits stop a runaway client, not a busy one.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Requests that a user may make in one burst.</summary>
    [Range(1, int.MaxValue)]
    public int Burst { get; set; } = 2_000;

    /// <summary>Requests per second that a user may make continuously.</summary>
    [Range(1, int.MaxValue)]
    public int PerSecond { get; set; } = 200;

    /// <summary>Requests that the users of a tenant together may make in one burst.</summary>
    [Range(1, int.MaxValue)]
    public int TenantBurst { get; set; } = 20_000;

    /// <summary>Requests per second that the users of a tenant together may make continuously.</summary>
    [Range(1, int.MaxValue)]
    public int TenantPerSecond { get; set; } = 1_000;

    /// <summary>Requests without a valid access token that may come from one address in one burst. All people of an office can have one address, and each opens the web app with
    /// such requests: a browser that knows the app asks for two files, one that does not for about twenty. Requests of people that are signed in do not count.</summary>
    [Range(1, int.MaxValue)]
    public int AddressBurst { get; set; } = 1_000;

    /// <summary>Requests per second without a valid access token that may come from one address continuously.</summary>
    [Range(1, int.MaxValue)]
    public int AddressPerSecond { get; set; } = 100;
}
