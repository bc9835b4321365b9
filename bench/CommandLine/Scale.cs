using System.Collections.Immutable;
using Bench.Reporting;

namespace Bench.CommandLine;

/// <summary>The sizes of a run. Sizes that a budget names are the same in both modes, except where a comment says so.</summary>
internal sealed record Scale
{
    public required int Rounds { get; init; }

    /// <summary>For rows whose rounds take long: they start new servers, or wait between any two writes.</summary>
    public required int RoundsOfSlowRows { get; init; }

    public required ImmutableArray<int> LatencyClients { get; init; }

    /// <summary>Short mode leaves the emulator out: it does not say when it began to send, so no budget applies to it.</summary>
    public required ImmutableArray<Peer> LatencyPeers { get; init; }

    /// <summary>Writes before the first round of each peer, so that its code is fully compiled.</summary>
    public required int LatencyPrimers { get; init; }

    /// <summary>Writes per round, peer and number of clients; every client receives each.</summary>
    public required int LatencyWrites { get; init; }

    /// <summary>The same for the few clients that have a budget of their own: a p99 of 60 writes is the slowest one alone, and says more about the machine than about the peer.</summary>
    public required int LatencyWritesOfFew { get; init; }

    /// <summary>Writes before the first round of each peer that every client receives and that do not count: the emulator and the load process are compiled again by them.</summary>
    public required int LatencyWarmUps { get; init; }

    public required ImmutableArray<int> FanOutClients { get; init; }
    public required TimeSpan FanOutTime { get; init; }

    /// <summary>In the first round; a quarter of it in each later one.</summary>
    public required TimeSpan FanOutWarmUp { get; init; }

    /// <summary>Fewer in short mode, because connecting takes the time.</summary>
    public required int IdleConnections { get; init; }

    /// <summary>Null in short mode, which leaves single writes out because they take too long.</summary>
    public required BurstSize? BurstOfWrites { get; init; }

    public required BurstSize BurstOfImport { get; init; }

    /// <summary>Smaller, because the naive pattern takes minutes where ours takes seconds; both do the same work.</summary>
    public required BurstSize BurstOfNaive { get; init; }

    public required int CatchUps { get; init; }
    public required TimeSpan NegotiationTime { get; init; }

    /// <summary>In the first round; a sixth of it in each later one.</summary>
    public required TimeSpan NegotiationWarmUp { get; init; }
    /// <summary>All rounds together. CPU time is counted in steps of 10 ms, so a round of less than a few seconds could not distinguish 0.5 % from 1 %.</summary>
    public required TimeSpan QuietTime { get; init; }

    /// <summary>Between the last announcement and the first round: until the code is compiled and its garbage collected. A method is compiled again after 30 calls, and a quiet worker needs one to two minutes for them.</summary>
    public required TimeSpan QuietSettle { get; init; }

    /// <summary>Per round, directly into the store, received by one client.</summary>
    public required int CommitWrites { get; init; }

    /// <summary>Of the quiet tenant, per round: this many alone, and as many beside the noisy tenant.</summary>
    public required int FairnessWrites { get; init; }

    /// <summary>Users of the one tenant; each client is a different user, so that the limits per user stay as they are.</summary>
    public int Users { get; } = 1_000;

    public int CalendarSize { get; } = 10_000;
    public int QuietTenants { get; } = 10_000;

    public static Scale Of(BenchOptions options)
    {
        var scale = options.Short ? Short : Full;
        return scale with { Rounds = options.Rounds ?? scale.Rounds, RoundsOfSlowRows = options.Rounds ?? scale.RoundsOfSlowRows };
    }

    private static Scale Full => new()
    {
        Rounds = 3,
        RoundsOfSlowRows = 3,
        LatencyClients = [1, 100, 1_000],
        LatencyPrimers = 300,
        LatencyPeers = [Peer.System, Peer.Emulator, Peer.Hub, Peer.SocketIo],
        LatencyWrites = 60,
        LatencyWritesOfFew = 150,
        LatencyWarmUps = 60,
        FanOutClients = [100, 1_000],
        FanOutTime = TimeSpan.FromSeconds(5),
        FanOutWarmUp = TimeSpan.FromSeconds(8),
        IdleConnections = 10_000,
        BurstOfWrites = new(10_000, 50),
        BurstOfImport = new(10_000, 50),
        BurstOfNaive = new(2_000, 20),
        CatchUps = 15,
        NegotiationTime = TimeSpan.FromSeconds(6),
        NegotiationWarmUp = TimeSpan.FromSeconds(3),
        QuietTime = TimeSpan.FromSeconds(90),
        QuietSettle = TimeSpan.FromSeconds(120),
        CommitWrites = 40,
        FairnessWrites = 60,
    };

    private static Scale Short => new()
    {
        Rounds = 2,
        RoundsOfSlowRows = 1,
        LatencyClients = [1_000],
        LatencyPrimers = 200,
        LatencyPeers = [Peer.System, Peer.Hub, Peer.SocketIo],
        LatencyWrites = 14,
        LatencyWritesOfFew = 14,
        LatencyWarmUps = 2,
        FanOutClients = [1_000],
        FanOutTime = TimeSpan.FromSeconds(1),
        FanOutWarmUp = TimeSpan.FromSeconds(4),
        IdleConnections = 1_000,
        BurstOfWrites = null,
        BurstOfImport = new(10_000, 20),
        BurstOfNaive = new(200, 20),
        CatchUps = 2,
        NegotiationTime = TimeSpan.FromSeconds(1.5),
        NegotiationWarmUp = TimeSpan.FromSeconds(1),
        QuietTime = TimeSpan.FromSeconds(5),
        QuietSettle = TimeSpan.FromSeconds(10),
        CommitWrites = 12,
        FairnessWrites = 10,
    };
}

/// <param name="Clients">How many clients of the tenant receive them.</param>
internal sealed record BurstSize(int Changes, int Clients);
