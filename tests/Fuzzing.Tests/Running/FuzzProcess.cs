using System.Globalization;
using System.Text.Json;
using Fuzzing.Tests.Coverage;
using Fuzzing.Tests.Judging;
using Fuzzing.Tests.Targets;

namespace Fuzzing.Tests.Running;

/// <summary>One process that fuzzes, and what is left of it.</summary>
/// <param name="Figures">Null when it did not get to its end.</param>
internal sealed record FuzzProcess(FuzzFigures? Figures, IReadOnlyList<string> Found)
{
    /// <param name="folder">Where what is found is kept.</param>
    /// <param name="seeds">A folder for each target; null for no more seeds than it has.</param>
    public static async Task<FuzzProcess> RunAsync(
        InstrumentedCopy copy, int seed, TimeSpan duration, string folder, IReadOnlyDictionary<string, IReadOnlyList<string>> seeds, CancellationToken cancellationToken)
    {
        var own = Directory.CreateTempSubdirectory("calendar-fuzzed-").FullName;
        try
        {
            foreach (var (target, files) in seeds)
            {
                var into = Directory.CreateDirectory(Path.Combine(own, FuzzingProgram.MoreSeedsFolder, target)).FullName;
                foreach (var file in files)
                {
                    File.Copy(file, Path.Combine(into, Path.GetFileName(file)), overwrite: true);
                }
            }

            string[] arguments = [copy.Program, FuzzingProgram.Switch, own, seed.ToString(CultureInfo.InvariantCulture), duration.TotalSeconds.ToString(CultureInfo.InvariantCulture)];
            var (code, output, errors) = await Shell.TryAsync("dotnet", arguments, own, cancellationToken);
            var found = new List<string>();
            if (code != 0)
            {
                // The process is gone: the input that it had in hand is the one that ended it.
                var (target, input) = CurrentInput.Read(Path.Combine(own, FuzzingProgram.CurrentFile)) ?? (AllTargets.List[0].Name, []);
                found.Add(new Finding(target, input, $"the process ended with {code}", Shortened(output + errors)).Save(folder));
            }

            foreach (var file in Directory.Exists(Path.Combine(own, FuzzingProgram.FoundFolder)) ? Directory.GetFiles(Path.Combine(own, FuzzingProgram.FoundFolder)) : [])
            {
                var kept = Path.Combine(folder, Path.GetFileName(file));
                File.Copy(file, kept, overwrite: true);
                if (Path.GetExtension(file).Length == 0)
                {
                    found.Add(kept);
                }
            }

            var figures = Path.Combine(own, FuzzingProgram.FiguresFile);
            return new(File.Exists(figures) ? JsonSerializer.Deserialize<FuzzFigures>(await File.ReadAllTextAsync(figures, cancellationToken)) : null, found);
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    /// <summary>A full stack fills megabytes with one line.</summary>
    private static string Shortened(string output) => output.Length <= 8_000 ? output : output[..8_000];
}
