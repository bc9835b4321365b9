using SharpFuzz;

namespace Fuzzing.Tests.Coverage;

/// <summary>
/// A copy of this project's output in which the assemblies under test count their branches. The originals, which are also those of the programs, stay as they are.
/// </summary>
internal sealed class InstrumentedCopy : IDisposable
{
    private static readonly string[] Instrumented = ["Calendar.dll", "CalendarApi.dll", "SignalREmulator.dll"];

    /// <summary>Below the root of the sources, which the hosts of the programs look for.</summary>
    private readonly string folder = RepositoryFolder.PathOf("artifacts", "fuzzing", $"copy-{Guid.NewGuid():N}");

    public InstrumentedCopy()
    {
        Directory.CreateDirectory(folder);
        foreach (var directory in Directory.EnumerateDirectories(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(CopyOf(directory));
        }

        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, CopyOf(file));
        }

        foreach (var assembly in Instrumented)
        {
            Fuzzer.Instrument(Path.Combine(folder, assembly), _ => true, Options.Value);
        }
    }

    /// <summary>This assembly in the copy.</summary>
    public string Program => CopyOf(typeof(InstrumentedCopy).Assembly.Location);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string CopyOf(string path) => Path.Combine(folder, Path.GetRelativePath(AppContext.BaseDirectory, path));
}
