using System.Runtime.Versioning;

namespace CalendarStore.Tests.Sqlite;

[UnsupportedOSPlatform("windows")]
public sealed class StoredFilesTests : IDisposable
{
    private const UnixFileMode OwnersFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly StoreFile file = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public StoredFilesTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has access lists instead.");

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Files_and_folders_that_are_made_are_the_owners_alone()
    {
        var folder = Path.Combine(Path.GetDirectoryName(file.Path)!, "a");
        var path = Path.Combine(folder, "b", "calendar.db");

        await using var connection = Open($"Data Source={path}");

        Assert.All([folder, Path.GetDirectoryName(path)!], made => Assert.Equal(OwnersFile | UnixFileMode.UserExecute, File.GetUnixFileMode(made)));
        Assert.Equal(
            ["calendar.db", "calendar.db-shm", "calendar.db-signal", "calendar.db-wal"],
            Directory.GetFiles(Path.GetDirectoryName(path)!).Select(made => Path.GetFileName(made)).Order(StringComparer.Ordinal));
        Assert.All(Directory.GetFiles(Path.GetDirectoryName(path)!), made => Assert.Equal(OwnersFile, File.GetUnixFileMode(made)));
        await connection.CheckAsync(Stop);
    }

    [Theory]
    [InlineData(OwnersFile | UnixFileMode.GroupRead | UnixFileMode.OtherRead, OwnersFile)]
    [InlineData(OwnersFile | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, OwnersFile | UnixFileMode.GroupRead | UnixFileMode.GroupWrite)]
    public async Task A_file_that_everybody_could_read_is_the_owners_alone_from_then_on(UnixFileMode before, UnixFileMode after)
    {
        await Open(file.ConnectionString).DisposeAsync();
        File.SetUnixFileMode(file.Path, before);

        await using var connection = Open(file.ConnectionString);

        Assert.Equal(after, File.GetUnixFileMode(file.Path));
        Assert.Equal(after, File.GetUnixFileMode(file.Path + "-wal"));
    }

    private static CalendarStoreConnection Open(string connectionString) => CalendarStoreConnection.Open(connectionString, TimeProvider.System);
}
