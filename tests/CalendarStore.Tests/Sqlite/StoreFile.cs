namespace CalendarStore.Tests.Sqlite;

/// <summary>A store's file in a folder of its own, removed after the test.</summary>
internal sealed class StoreFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("calendar-store-");

    public string Path => System.IO.Path.Combine(folder.FullName, "calendar.db");

    public string ConnectionString => $"Data Source={Path}";

    public void Dispose() => folder.Delete(recursive: true);
}
