using System.Globalization;
using System.Text.Json;
using Fuzzing.Tests.Coverage;
using Fuzzing.Tests.Judging;
using Fuzzing.Tests.Served;
using Fuzzing.Tests.Targets;

namespace Fuzzing.Tests.Running;

/// <summary>
/// This assembly, started as a process of its own on instrumented copies: see the assembly's entry point. First each target gets its share of the time; then the inputs
/// that took new branches go through the API and the emulator as they are served, with what is really stored.
/// </summary>
internal static class FuzzingProgram
{
    public const string Switch = "--fuzz";

    /// <summary>In the folder that the process is given.</summary>
    public const string CurrentFile = "current", FiguresFile = "figures.json", FoundFolder = "found", MoreSeedsFolder = "seeds";

    /// <summary>Each turn of a target: long enough to be worth the change, short enough that all have many.</summary>
    private const int Turns = 3;

    /// <param name="args">The switch, the folder, the seed, and the seconds.</param>
    public static int Run(string[] args)
    {
        CoverageMap.Install();
        var (folder, seed, duration) = (args[1], int.Parse(args[2], CultureInfo.InvariantCulture), TimeSpan.FromSeconds(double.Parse(args[3], CultureInfo.InvariantCulture)));
        using var current = new CurrentInput(Path.Combine(folder, CurrentFile));
        var fuzzers = AllTargets.List.Select(target => new Fuzzer(target, seed, MoreSeeds(folder, target), current)).ToList();
        for (var turn = 0; turn < Turns; turn++)
        {
            foreach (var fuzzer in fuzzers)
            {
                fuzzer.Run(duration * 0.8 * fuzzer.Target.Share / (Turns * fuzzers.Sum(each => each.Target.Share)));
            }
        }

        Save(folder, fuzzers.SelectMany(fuzzer => fuzzer.Findings));
        var served = ServedInputs.RunAsync(fuzzers, seed, duration * 0.2, current).GetAwaiter().GetResult();
        Save(folder, served.Findings);
        var figures = new FuzzFigures(
            fuzzers.ToDictionary(fuzzer => fuzzer.Target.Name, fuzzer => new TargetFigures(fuzzer.Inputs, fuzzer.Branches, fuzzer.Corpus.Count), StringComparer.Ordinal), served.Inputs, served.Events);
        File.WriteAllText(Path.Combine(folder, FiguresFile), JsonSerializer.Serialize(figures));
        return 0;
    }

    private static void Save(string folder, IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            finding.Save(Path.Combine(folder, FoundFolder));
        }
    }

    private static IEnumerable<byte[]> MoreSeeds(string folder, ITarget target)
    {
        var files = Path.Combine(folder, MoreSeedsFolder, target.Name);
        return Directory.Exists(files) ? Directory.EnumerateFiles(files).Order(StringComparer.Ordinal).Select(File.ReadAllBytes) : [];
    }
}
