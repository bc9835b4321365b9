namespace CalendarStore.Tests.Sqlite;

/// <summary>A store's file in its own folder, which is removed after the test.</summary>
internal sealed class StoreFile : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("calendar-store-");

    public string Path => System.IO.Path.Combine(folder.FullName, "calendar.db");

    public string ConnectionString => $"Data Source={Path}";

    public void Dispose() => folder.Delete(recursive: true);
}
