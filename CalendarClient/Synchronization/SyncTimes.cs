namespace CalendarClient;

/// <summary>How often a client asks, and how long it waits. Waits are drawn at random, so that a thousand clients that lost the service together do not return together.</summary>
public sealed record SyncTimes
{
    /// <summary>The defaults of all members.</summary>
    public static readonly SyncTimes Default = new();

    /// <summary>The longest time that a connected client waits before it asks by itself, in case every push is lost. Each wait is between half of it and all of it.</summary>
    public TimeSpan CheckEvery { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>The same while there is no connection.</summary>
    public TimeSpan PollEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>When an answer's header names a newer head: how long to wait for its push before the push counts as lost.</summary>
    public TimeSpan PushGrace { get; init; } = TimeSpan.FromSeconds(1.5);

    /// <summary>The first wait after the API failed; it doubles with each failure up to <see cref="RetryAtMost"/>. Each wait is between half of that and all of it.</summary>
    public TimeSpan RetryFirst { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait after the API failed, however often.</summary>
    public TimeSpan RetryAtMost { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A client that lost its connection connects again within this time, at a random moment; it doubles with each failure up to <see cref="ReconnectAtMost"/>.</summary>
    public TimeSpan ReconnectWithin { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest wait before connecting again, however often that failed.</summary>
    public TimeSpan ReconnectAtMost { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>When the store has a new epoch, all clients learn it at once: each begins its full read within this time, at a random moment.</summary>
    public TimeSpan FullReadWithin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After a connection that lasted this long, failures are counted from the beginning.</summary>
    public TimeSpan GoodConnection { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this many failures to connect, a client whose API answers is <see cref="ConnectionState.Polling"/>.</summary>
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
