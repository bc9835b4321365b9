using System.ComponentModel.DataAnnotations;

namespace CalendarApi.Limits;

/// <summary>How much one user may ask for; configuration section <c>RateLimits</c>. Generous: it stops a client gone wild, not a busy one.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Requests that a user may make at once.</summary>
    [Range(1, int.MaxValue)]
    public int Burst { get; set; } = 2_000;

    /// <summary>Requests per second that a user may go on with.</summary>
    [Range(1, int.MaxValue)]
    public int PerSecond { get; set; } = 200;

    /// <summary>Imports that run at a time in this process; more wait in line.</summary>
    [Range(1, 1_000)]
    public int Imports { get; set; } = 4;

    /// <summary>Imports that wait in line; beyond them 429.</summary>
    [Range(0, 10_000)]
    public int WaitingImports { get; set; } = 32;
}
