using CsCheck;

namespace CalendarClient.Tests.Simulation;

/// <summary>Whatever happens between a client and the service, in the end it shows what the store holds, and it never showed anything else on the way.</summary>
public class ConvergenceTests
{
    private enum Happening
    {
        OthersWrite,
        OthersWriteMuch,
        ThisClientWrites,
        ConnectionIsLost,
        TokenExpires,
        MachineWakes,
        ApiGoesDown,
        ApiComesBack,
        ServiceGoesDown,
        ServiceComesBack,
        TombstonesAreForgotten,
        StoreIsRecreated,
        AnnouncedAgain,
        NothingForLong,
    }

    private static readonly Gen<(Happening What, int Gap)> Happenings = Gen.Select(
        Gen.Frequency(
            (10, Gen.Const(Happening.OthersWrite)),
            (10, Gen.Const(Happening.ThisClientWrites)),
            (10, Gen.Enum<Happening>())),
        Gen.Int[0, 2_500]);

    [Fact]
    public void A_client_converges_after_any_sequence_of_faults() =>
        Gen.Select(Gen.Int, Happenings.Array[0, 60]).Sample(
            (seed, happenings) =>
            {
                var world = new World(seed) { Faulty = true };
                world.Start();
                foreach (var (what, gap) in happenings)
                {
                    world.RunFor(TimeSpan.FromMilliseconds(gap));
                    Happen(world, what);
                }

                world.Faulty = world.ApiIsDown = world.ServiceIsDown = false;
                world.RunFor(TimeSpan.FromMinutes(3));

                Assert.Equal(world.Store.Head, world.State.Shown.Position);
                Assert.Equal(world.Store.Alive().Select(entry => entry.ToString()).Order(StringComparer.Ordinal), world.State.Shown.Texts());
                Assert.Equal(ConnectionState.Live, world.State.Connection);
                Assert.Empty(world.State.Shown.Tombstones);
                Assert.Empty(world.State.Held);
            },
            iter: 500,
            threads: 1,
            print: input => $"seed {input.Item1}: {string.Join(", ", input.Item2)}");

    [Fact]
    public void A_connected_client_is_never_stale_for_longer_than_30_seconds_even_if_every_push_is_lost() =>
        Gen.Select(Gen.Int, Gen.Int[0, 60_000].Array[1, 8]).Sample(
            (seed, gaps) =>
            {
                var world = new World(seed) { Mute = true };
                world.Start();
                world.RunFor(TimeSpan.FromSeconds(5));
                foreach (var gap in gaps)
                {
                    world.RunFor(TimeSpan.FromMilliseconds(gap));
                    world.WriteByOthers();
                    var written = world.Store.Head;
                    world.RunFor(TimeSpan.FromSeconds(26));

                    Assert.Equal(ConnectionState.Live, world.State.Connection);
                    Assert.Equal(written, world.State.Shown.Position);
                }
            },
            iter: 500,
            threads: 1);

    [Fact]
    public void A_client_without_a_connection_polls_and_says_so()
    {
        var world = new World(1) { ServiceIsDown = true };
        world.Start();
        world.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(ConnectionState.Polling, world.State.Connection);

        world.WriteByOthers();
        world.RunFor(SyncTimes.Default.PollEvery + TimeSpan.FromSeconds(1));
        Assert.Equal(world.Store.Head, world.State.Shown.Position);

        world.ServiceIsDown = false;
        world.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(ConnectionState.Live, world.State.Connection);
    }

    [Fact]
    public void A_client_that_reaches_nothing_says_so_and_comes_back()
    {
        var world = new World(1);
        world.Start();
        world.RunFor(TimeSpan.FromSeconds(10));

        world.ServiceIsDown = world.ApiIsDown = true;
        world.LoseConnection();
        world.RunFor(TimeSpan.FromMinutes(2));
        Assert.Equal(ConnectionState.Offline, world.State.Connection);

        world.WriteByOthers(10);
        world.ServiceIsDown = world.ApiIsDown = false;
        world.RunFor(TimeSpan.FromMinutes(1));
        Assert.Equal(ConnectionState.Live, world.State.Connection);
        Assert.Equal(world.Store.Head, world.State.Shown.Position);
    }

    [Fact]
    public void A_quiet_client_asks_for_little()
    {
        var world = new World(1);
        world.Start();
        world.RunFor(TimeSpan.FromMinutes(10));

        Assert.Equal((1, 1), (world.Laws.FullReads, world.Laws.Connects));
        // Two at the start, one after connecting, then one in 12.5 to 25 seconds.
        Assert.InRange(world.Laws.Requests, 24, 3 + 48);
    }

    [Fact]
    public void A_burst_leads_to_no_more_requests_than_answers_take_turns() =>
        Gen.Int.Sample(
            seed =>
            {
                var world = new World(seed);
                world.Start();
                world.RunFor(TimeSpan.FromSeconds(5));
                var before = world.Laws.Requests;

                // A thousand pushes within a second; a request and its answer take at least 10 ms.
                for (var i = 0; i < 1_000; i++)
                {
                    world.WriteByOthers();
                    world.RunFor(TimeSpan.FromMilliseconds(1));
                }

                world.RunFor(TimeSpan.FromSeconds(5));
                Assert.Equal(world.Store.Head, world.State.Shown.Position);
                Assert.InRange(world.Laws.Requests - before, 1, 120);
            },
            iter: 5,
            threads: 1);

    [Fact]
    public void A_client_that_alone_writes_asks_for_nothing() =>
        Gen.Int.Sample(
            seed =>
            {
                var world = new World(seed, SyncTimes.Default with { CheckEvery = TimeSpan.FromMinutes(10) }) { PushLag = TimeSpan.FromMilliseconds(60) };
                world.Start();
                world.RunFor(TimeSpan.FromSeconds(2));
                var before = world.Laws.Requests;
                for (var i = 0; i < 100; i++)
                {
                    world.WriteByThisClient();
                    world.RunFor(TimeSpan.FromMilliseconds(30));
                }

                world.RunFor(TimeSpan.FromSeconds(5));
                Assert.Equal(world.Store.Head, world.State.Shown.Position);
                Assert.Equal(before, world.Laws.Requests);
            },
            iter: 20,
            threads: 1);

    private static void Happen(World world, Happening what)
    {
        switch (what)
        {
            case Happening.OthersWrite:
                world.WriteByOthers();
                break;
            case Happening.OthersWriteMuch:
                world.WriteByOthers(15);
                break;
            case Happening.ThisClientWrites:
                world.WriteByThisClient();
                break;
            case Happening.ConnectionIsLost:
                world.LoseConnection();
                break;
            case Happening.TokenExpires:
                world.LoseConnection(tokenExpired: true);
                break;
            case Happening.MachineWakes:
                world.Wake();
                break;
            case Happening.ApiGoesDown:
                world.ApiIsDown = true;
                break;
            case Happening.ApiComesBack:
                world.ApiIsDown = false;
                break;
            case Happening.ServiceGoesDown:
                world.ServiceIsDown = true;
                world.LoseConnection();
                break;
            case Happening.ServiceComesBack:
                world.ServiceIsDown = false;
                break;
            case Happening.TombstonesAreForgotten:
                world.Store.ForgetTombstones();
                break;
            case Happening.StoreIsRecreated:
                world.BeginEpoch();
                break;
            case Happening.AnnouncedAgain:
                world.Announce();
                break;
            case Happening.NothingForLong:
                world.RunFor(TimeSpan.FromSeconds(40));
                break;
        }
    }
}
