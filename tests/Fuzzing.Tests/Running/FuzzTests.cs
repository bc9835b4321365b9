using System.Diagnostics;
using Fuzzing.Tests.Coverage;
using Fuzzing.Tests.Targets;

namespace Fuzzing.Tests.Running;

/// <summary>
/// Fuzzing guided by coverage: most of a minute in each <c>./test</c>, hours with <c>./test --fuzz 2h</c>. It runs in processes of its own, so that an input that ends
/// the process is found like any other.
/// </summary>
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static readonly TimeSpan UsualDuration = TimeSpan.FromSeconds(45);

    /// <summary>Of a long run: long enough to get deep, short enough that a process that was ended costs little.</summary>
    private static readonly TimeSpan Piece = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_that_anyone_may_send_breaks_a_promise()
    {
        var settings = RunSettings.Read("CALENDAR_FUZZ", UsualDuration, Environment.GetEnvironmentVariable);
        var folder = Directory.CreateDirectory(RepositoryFolder.PathOf("artifacts", "fuzzing", "found")).FullName;
        using var copy = new InstrumentedCopy();
        FuzzFigures? figures = null;
        var found = new List<string>();
        var seed = settings.Seed;
        var began = Stopwatch.GetTimestamp();
        for (var left = settings.Duration; left > TimeSpan.Zero; left = settings.Duration - Stopwatch.GetElapsedTime(began), seed++)
        {
            var run = await FuzzProcess.RunAsync(copy, seed, left < Piece ? left : Piece, folder, settings.IsLong ? PublicSeeds() : NoSeeds, Cancel);
            found.AddRange(run.Found);
            figures = run.Figures is null ? figures : figures?.Plus(run.Figures) ?? run.Figures;
            output.WriteLine($"-- seed {seed}: {run.Figures?.Line ?? "the process was ended"}; {run.Found.Count} found");
            if (!settings.IsLong)
            {
                break;
            }
        }

        figures?.Save(RepositoryFolder.PathOf("artifacts", "fuzzing", settings.IsLong ? "long.json" : "minute.json"));
        output.WriteLine($"seed {settings.Seed}: {figures?.Line}; {found.Count} found");
        Assert.True(found.Count == 0, string.Join('\n', found.Select(path => $"{path}: {File.ReadLines(path + ".txt").First()}")));
        // Or nothing was tested.
        Assert.NotNull(figures);
        Assert.All(figures.Targets.Values, target => Assert.True(target.Branches > 50 && target.Kept > 10, figures.Line));
        Assert.True(figures.Served > 10 && figures.Events > 0, figures.Line);
    }

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> NoSeeds => new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Public calendar files, which are not part of the project.</summary>
    private static Dictionary<string, IReadOnlyList<string>> PublicSeeds()
    {
        var data = Environment.GetEnvironmentVariable("CALENDAR_TEST_DATA") is { Length: > 0 } given ? given : RepositoryFolder.PathOf("..", "shared", "data");
        return new()
        {
            [new CalendarFileTarget().Name] = Directory.Exists(data) ? Directory.GetFiles(data, "*.ics", SearchOption.AllDirectories) : [],
        };
    }
}
