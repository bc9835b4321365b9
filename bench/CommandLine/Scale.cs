using System.Collections.Immutable;

namespace Bench.CommandLine;

/// <summary>How much of everything. The sizes that a budget names are the same in both modes, except where a remark says so.</summary>
internal sealed record Scale
{
    public required int Rounds { get; init; }

    public required ImmutableArray<int> LatencyClients { get; init; }

    /// <summary>Writes per round, peer and number of clients; each is heard by every client.</summary>
    public required int LatencyWrites { get; init; }

    public required ImmutableArray<int> FanOutClients { get; init; }
    public required TimeSpan FanOutTime { get; init; }

    /// <summary>Short mode holds fewer: connecting takes the time.</summary>
    public required int IdleConnections { get; init; }

    /// <summary>Null: short mode leaves the single writes out, they take the writer's time.</summary>
    public required BurstSize? BurstOfWrites { get; init; }

    public required BurstSize BurstOfImport { get; init; }

    /// <summary>Smaller, for the naive pattern takes minutes over what takes ours seconds; both do the same work.</summary>
    public required BurstSize BurstOfNaive { get; init; }

    public required int CatchUps { get; init; }
    public required TimeSpan NegotiationTime { get; init; }
    public required TimeSpan QuietTime { get; init; }

    /// <summary>Users of the one tenant; each client is another, so that no limit per user has to be lifted.</summary>
    public int Users { get; } = 1_000;

    public int CalendarSize { get; } = 10_000;
    public int QuietTenants { get; } = 10_000;

    public static Scale Of(BenchOptions options)
    {
        var scale = options.Short ? Short : Full;
        return scale with { Rounds = options.Rounds ?? scale.Rounds };
    }

    private static Scale Full => new()
    {
        Rounds = 3,
        LatencyClients = [1, 100, 1_000],
        LatencyWrites = 40,
        FanOutClients = [100, 1_000],
        FanOutTime = TimeSpan.FromSeconds(5),
        IdleConnections = 10_000,
        BurstOfWrites = new(10_000, 50),
        BurstOfImport = new(10_000, 50),
        BurstOfNaive = new(2_000, 20),
        CatchUps = 15,
        NegotiationTime = TimeSpan.FromSeconds(6),
        QuietTime = TimeSpan.FromSeconds(30),
    };

    private static Scale Short => new()
    {
        Rounds = 2,
        LatencyClients = [1_000],
        LatencyWrites = 8,
        FanOutClients = [1_000],
        FanOutTime = TimeSpan.FromSeconds(1.5),
        IdleConnections = 1_000,
        BurstOfWrites = null,
        BurstOfImport = new(10_000, 20),
        BurstOfNaive = new(500, 20),
        CatchUps = 4,
        NegotiationTime = TimeSpan.FromSeconds(2),
        QuietTime = TimeSpan.FromSeconds(6),
    };
}

/// <param name="Clients">How many clients of the tenant want to see them.</param>
internal sealed record BurstSize(int Changes, int Clients);
