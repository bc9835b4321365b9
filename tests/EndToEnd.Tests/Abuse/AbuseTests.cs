using EndToEnd.Tests.Abuse.Abuses;
using EndToEnd.Tests.Clients;
using EndToEnd.Tests.Faults;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Abuse;

/// <summary>
/// The whole system, a tenant that works and a tenant that abuses it: first nobody abuses, then each abuse in turn, then all together.
/// Half a minute of it is in each <c>./test</c>; <c>./test --abuse 10m</c> judges times as well.
/// </summary>
public sealed class AbuseTests(ITestOutputHelper output)
{
    private static readonly TimeSpan UsualDuration = TimeSpan.FromSeconds(30);

    private const long MaxMemory = 700;

    /// <summary>So much slower may the slowest hundredth of the working tenant's requests be beside an abuse.</summary>
    private const double MaxSlowdown = 3;

    private static readonly IAbuse[] Abuses =
        [new DenseRules(), new GivenUpRequests(), new SlowUploads(), new LargePages(), new NegotiationFlood(), new JunkTokens(), new AnonymousFlood(), new GiantFiles()];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_one_tenant_does_another_one_works_on_and_hears_nothing_of_it()
    {
        var settings = RunSettings.Read("CALENDAR_ABUSE", UsualDuration, Environment.GetEnvironmentVariable);
        var journal = new Journal(output.WriteLine);
        var tally = new AnswerTally(journal);
        SampleTenant[] tenants = [new(1, Users: 1) { TokenLifetime = TimeSpan.FromDays(1) }, new(2, Users: Abuses.Length) { TokenLifetime = TimeSpan.FromDays(1) }];
        await using var system = await RunningSystem.StartAsync(web: false, Cancel, (builder, folder) => DirectoryFile.Use(builder, folder, tenants));
        var working = (await system.GetTokenAsync(tenants[0].User(0), Cancel)).Value;
        var abusive = (await system.GetTokenAsync(tenants[1].User(0), Cancel)).Value;
        using var worker = new WorkingTenant(system.Api, working, journal);
        await worker.CreateAsync(Cancel);
        await using var listener = await PushListener.ConnectAsync(system.Api, _ => new(working), Cancel);
        await using var abusiveListener = await PushListener.ConnectAsync(system.Api, _ => new(abusive), Cancel);

        // Each abuse has a user of its own, so that one user's limit does not end the others.
        var callers = new Dictionary<IAbuse, AbusiveCaller>();
        foreach (var (abuse, number) in Abuses.Select((abuse, number) => (abuse, number)))
        {
            callers[abuse] = new(system.Api, abuse.Anonymous ? null : (await system.GetTokenAsync(tenants[1].User(number), Cancel)).Value, abuse.Name, tally);
            await abuse.PrepareAsync(callers[abuse], Cancel);
        }

        await using var memory = new MemoryWatch(await system.ProcessIdOfAsync("calendar-api", Cancel));
        var slice = settings.Duration / (Abuses.Length + 4);
        // What a first request compiles and opens is no part of what is quiet.
        await RoundAsync(worker, "nothing", [], slice, tally, callers);
        var rounds = new List<RoundFigures> { await RoundAsync(worker, "nothing", [], slice, tally, callers) };
        foreach (var abuse in Abuses)
        {
            rounds.Add(await RoundAsync(worker, abuse.Name, [abuse], slice, tally, callers));
            journal.Note($"-- beside {abuse.Name}: p99 {rounds[^1].P99:0.0} ms (quiet {rounds[0].P99:0.0} ms), API at most {memory.Most} MB so far");
        }

        rounds.Add(await RoundAsync(worker, "all of them", Abuses, 2 * slice, tally, callers));
        await CheckAsync(system, worker, listener, abusiveListener, working, abusive, journal);
        var figures = new AbuseFigures
        {
            Seconds = settings.Duration.TotalSeconds,
            Rounds = rounds,
            WritesAcknowledged = worker.Written.Count,
            PushesHeard = listener.Pushes.Count,
            MemoryBefore = memory.Before,
            MemoryMost = memory.Most,
            Answers = tally.Counts,
            Broken = journal.Violations,
        };
        output.WriteLine($"{figures.Line} ({figures.Save(settings.IsLong ? "long" : "short")})");
        foreach (var caller in callers.Values)
        {
            caller.Dispose();
        }

        Assert.Empty(figures.Broken);
        Assert.True(figures.MemoryMost < MaxMemory, figures.Line);
        // Or nothing was tested.
        Assert.All(Abuses, abuse => Assert.Contains(figures.Answers.Keys, answer => answer.StartsWith(abuse.Name, StringComparison.Ordinal)));
        Assert.True(figures.WritesAcknowledged > 100, figures.Line);
        // Only then has the machine nothing else to do.
        if (settings.IsLong)
        {
            Assert.All(rounds.Skip(1), round => Assert.True(round.P99 <= MaxSlowdown * figures.Quiet.P99, figures.Line));
        }
    }

    private static async Task<RoundFigures> RoundAsync(
        WorkingTenant worker, string name, IReadOnlyList<IAbuse> abuses, TimeSpan duration, AnswerTally tally, Dictionary<IAbuse, AbusiveCaller> callers)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        over.CancelAfter(duration);
        var abusing = Task.WhenAll(abuses.Select(abuse => abuse.RunAsync(callers[abuse], tally, over.Token)));
        var round = await worker.WorkAsync(name, over.Token, Cancel);
        await abusing.WaitAsync(RunningSystem.Patience, Cancel);
        return round;
    }

    /// <summary>Everything that was acknowledged is there and was pushed, and neither tenant heard of the other.</summary>
    private static async Task CheckAsync(
        RunningSystem system, WorkingTenant worker, PushListener listener, PushListener abusiveListener, string working, string abusive, Journal journal)
    {
        using var worked = new Drivers.ApiClient(system.Api, working);
        using var abused = new Drivers.ApiClient(system.Api, abusive);
        var head = await worked.ReadVersionAsync(Cancel);
        await listener.HearsAsync(push => push.Version >= head, Cancel);
        var stored = await worker.ReadAsync(Cancel);
        foreach (var (id, version) in worker.Written.Where(item => stored.GetValueOrDefault(item.Key) != item.Value))
        {
            journal.Broken($"{id} was acknowledged at {version} and is stored at {stored.GetValueOrDefault(id)}.");
        }

        var abusiveHead = await abused.ReadVersionAsync(Cancel);
        if (listener.Pushes.Any(push => push.Version > head) || abusiveListener.Pushes.Any(push => push.Version > abusiveHead))
        {
            journal.Broken("A tenant was pushed a position beyond its own head.");
        }

        var calendars = (await worked.GetAsync("api/calendars", Cancel))["items"]!.AsArray().Select(item => (string)item!["id"]!);
        if (!calendars.SequenceEqual(["work"]))
        {
            journal.Broken($"The working tenant has the calendars {string.Join(", ", calendars)}.");
        }

        using var health = await system.GetAsync("calendar-api", "/health", Cancel);
        if (!health.IsSuccessStatusCode)
        {
            journal.Broken($"After all, /health answers {(int)health.StatusCode}.");
        }
    }
}
