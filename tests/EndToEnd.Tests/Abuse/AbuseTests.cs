using EndToEnd.Tests.Abuse.Abusing;
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

    /// <summary>The name of the only abuse of the run, to look at it alone.</summary>
    private const string OnlyVariable = "CALENDAR_ABUSE_ONLY";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_one_tenant_does_another_one_works_on_and_hears_nothing_of_it()
    {
        var settings = RunSettings.Read("CALENDAR_ABUSE", UsualDuration, Environment.GetEnvironmentVariable);
        var abuses = AbuserProgram.Abuses;
        var only = Environment.GetEnvironmentVariable(OnlyVariable);
        IReadOnlyList<string> names = [.. abuses.Select(abuse => abuse.Name).Where(name => string.IsNullOrEmpty(only) || name == only)];
        Assert.True(names.Count > 0, $"{OnlyVariable} is '{only}'. The abuses are {string.Join(", ", abuses.Select(abuse => abuse.Name))}.");
        var journal = new Journal(output.WriteLine);
        SampleTenant[] tenants = [new(1, Users: 1) { TokenLifetime = TimeSpan.FromDays(1) }, new(2, Users: abuses.Count) { TokenLifetime = TimeSpan.FromDays(1) }];
        await using var system = await RunningSystem.StartAsync(web: false, Cancel, (builder, folder) => DirectoryFile.Use(builder, folder, tenants));
        var working = (await system.GetTokenAsync(tenants[0].User(0), Cancel)).Value;
        var abusive = (await system.GetTokenAsync(tenants[1].User(0), Cancel)).Value;
        using var worker = new WorkingTenant(system.Api, working, journal);
        await worker.CreateAsync(Cancel);
        await using var listener = await PushListener.ConnectAsync(system.Api, _ => new(working), Cancel);
        await using var abusiveListener = await PushListener.ConnectAsync(system.Api, _ => new(abusive), Cancel);

        // Each abuse has a user of its own, so that one user's limit does not end the others.
        var tokens = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (abuse, number) in abuses.Select((abuse, number) => (abuse, number)).Where(each => !each.abuse.Anonymous))
        {
            tokens[abuse.Name] = (await system.GetTokenAsync(tenants[1].User(number), Cancel)).Value;
        }

        await using var abusers = await AbuserProcess.StartAsync(new(system.Api, tokens), Cancel);
        await using var memory = new MemoryWatch(await system.ProcessIdOfAsync("calendar-api", Cancel));
        var slice = settings.Duration / (names.Count + 4);
        // What a first request compiles and opens is no part of what is quiet.
        await RoundAsync(worker, "nothing", [], slice, abusers, journal);
        var rounds = new List<RoundFigures> { await RoundAsync(worker, "nothing", [], slice, abusers, journal) };
        foreach (var name in names)
        {
            rounds.Add(await RoundAsync(worker, name, [name], slice, abusers, journal));
            journal.Note($"-- {rounds[^1].Line} (quiet {rounds[0].P99:0.0} ms), API at most {memory.Most} MB so far");
        }

        rounds.Add(await RoundAsync(worker, "all of them", names, 2 * slice, abusers, journal));
        await CheckAsync(system, worker, listener, abusiveListener, working, abusive, journal);
        var figures = new AbuseFigures
        {
            Seconds = settings.Duration.TotalSeconds,
            Rounds = rounds,
            WritesAcknowledged = worker.Written.Count,
            PushesHeard = listener.Pushes.Count,
            MemoryBefore = memory.Before,
            MemoryMost = memory.Most,
            Broken = journal.Violations,
        };
        output.WriteLine($"{figures.Line} ({figures.Save(settings.IsLong ? "long" : "short")})");
        Assert.Empty(figures.Broken);
        Assert.True(figures.MemoryMost < MaxMemory, figures.Line);
        // Or nothing was tested.
        Assert.All(names, name => Assert.True(figures.Rounds[^1].PerSecond[name] > 0, figures.Line));
        Assert.True(figures.WritesAcknowledged > 100, figures.Line);
        // Only then has the machine nothing else to do.
        if (settings.IsLong)
        {
            Assert.All(rounds.Skip(1), round => Assert.True(round.P99 <= MaxSlowdown * figures.Quiet.P99, figures.Line));
        }
    }

    private static async Task<RoundFigures> RoundAsync(WorkingTenant worker, string beside, IReadOnlyList<string> abuses, TimeSpan duration, AbuserProcess abusers, Journal journal)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await abusers.BeginAsync(abuses, Cancel);
        over.CancelAfter(duration);
        var round = await worker.WorkAsync(beside, over.Token, Cancel);
        var report = await abusers.EndAsync(Cancel).WaitAsync(RunningSystem.Patience, Cancel);
        foreach (var promise in report.Broken)
        {
            journal.Broken(promise);
        }

        return round with
        {
            Answers = report.Answers,
            PerSecond = abuses.ToDictionary(name => name, name => report.Answers.Where(answer => answer.Abuse == name).Sum(answer => answer.Count) / duration.TotalSeconds),
        };
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
