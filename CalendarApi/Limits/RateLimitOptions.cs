using System.ComponentModel.DataAnnotations;

namespace CalendarApi.Limits;

/// <summary>The request limits of one user; configuration section <c>RateLimits</c>. They stop a runaway client, not a busy one.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "RateLimits";

    /// <summary>Requests that a user may make in one burst.</summary>
    [Range(1, int.MaxValue)]
    public int Burst { get; set; } = 2_000;

    /// <summary>Requests per second that a user may make continuously.</summary>
    [Range(1, int.MaxValue)]
    public int PerSecond { get; set; } = 200;

    /// <summary>Imports that run at a time in this process; further ones wait in a queue.</summary>
    [Range(1, 1_000)]
    public int Imports { get; set; } = 4;

    /// <summary>Imports that may wait in the queue; further ones get 429.</summary>
    [Range(0, 10_000)]
    public int WaitingImports { get; set; } = 32;
}
