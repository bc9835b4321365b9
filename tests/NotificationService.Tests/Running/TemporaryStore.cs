using CalendarStore;

namespace NotificationService.Tests;

/// <summary>A SQLite store in a folder of its own, opened a second time beside the worker, as the API does.</summary>
internal sealed class TemporaryStore : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("notification-tests-").FullName;
    private readonly CalendarStoreConnection connection;

    public TemporaryStore()
    {
        ConnectionString = $"Data Source={Path.Combine(folder, "calendar.db")}";
        connection = CalendarStoreConnection.Open(ConnectionString, TimeProvider.System);
    }

    public string ConnectionString { get; }

    public IChangeFeed Feed => connection.Feed;

    public ICalendarStore Store => connection.Store;

    /// <summary>Writes calendars one after the other: each is one change.</summary>
    public async Task WriteAsync(TenantId tenant, int from, int count, string? origin = null, string? trace = null)
    {
        for (var n = from; n < from + count; n++)
        {
            var result = await connection.Store.PutCalendarAsync(
                tenant, CalendarId.Parse("team"), new CalendarContent { Name = $"Team {n}", TimeZone = "Europe/Berlin" },
                new WriteCondition.Overwrite(), new WriteContext("oid", origin, trace), TestContext.Current.CancellationToken);
            Assert.IsType<WriteResult<TeamCalendar>.Written>(result);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
