namespace Bench.Peers;

/// <summary>A temporary folder with one SQLite store in it.</summary>
internal sealed class DataFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("calendar-bench-").FullName;

    public string Database => System.IO.Path.Combine(Path, "calendar.db");

    public string ConnectionString => $"Data Source={Database}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
