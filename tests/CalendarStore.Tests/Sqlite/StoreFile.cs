namespace CalendarStore.Tests.Sqlite;

/// <summary>A store's file in a folder of its own, removed after the test.</summary>
internal sealed class StoreFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("calendar-store-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "calendar.db");

    public string ConnectionString => $"Data Source={Path}";

    public void Dispose() => _folder.Delete(recursive: true);
}
