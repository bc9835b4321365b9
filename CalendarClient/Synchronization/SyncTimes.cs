namespace CalendarClient;

/// <summary>How patient a client is. Waits are drawn by chance, so that a thousand clients that lost the service together do not come back together.</summary>
public sealed record SyncTimes
{
    public static readonly SyncTimes Default = new();

    /// <summary>The longest that a connected client goes without asking, should every push be lost; each wait is drawn from half of it to all of it.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>The same while no connection can be had.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a head seen in a header may wait for its push before the push counts as lost.</summary>
    public TimeSpan PushGrace { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The first wait after the API failed; doubles up to <see cref="RetryAtMost"/>, each drawn from half of it to all of it.</summary>
    public TimeSpan RetryFirst { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeSpan RetryAtMost { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After losing the connection a client returns at a moment drawn from this long; doubles with each failure up to <see cref="ReconnectAtMost"/>.</summary>
    public TimeSpan ReconnectWithin { get; init; } = TimeSpan.FromSeconds(2);

    public TimeSpan ReconnectAtMost { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Full reads that a new epoch calls for are spread over this long: everyone hears of it at once.</summary>
    public TimeSpan FullReadWithin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A connection that lasted this long was a good one: the next failure is the first again.</summary>
    public TimeSpan GoodConnection { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this many failures to connect, a client whose API answers calls itself polling.</summary>
    public int PollingAfter { get; init; } = 2;

    internal TimeSpan SlowWait(bool connected, double chance) => Half(connected ? CheckEvery : PollEvery, chance);

    internal TimeSpan RetryWait(int failures, double chance) => Half(Doubled(RetryFirst, failures - 1, RetryAtMost), chance);

    internal TimeSpan ReconnectWait(int failures, double chance) => Doubled(ReconnectWithin, failures, ReconnectAtMost) * chance;

    private static TimeSpan Half(TimeSpan whole, double chance) => whole * (0.5 + (0.5 * chance));

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan most)
    {
        var doubled = first * Math.Pow(2, Math.Clamp(times, 0, 20));
        return doubled < most ? doubled : most;
    }
}
