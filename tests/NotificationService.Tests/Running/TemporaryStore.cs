using CalendarStore;
using CalendarStore.Feed;
using Microsoft.Data.Sqlite;
using TeamCalendars.Calendars;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace NotificationService.Tests.Running;

/// <summary>A SQLite store in its own folder. The test opens it a second time beside the worker, as the API does.</summary>
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

    /// <summary>Writes a calendar several times; each write is one change.</summary>
    public async Task WriteAsync(TenantId tenant, int from, int count, string? trace = null)
    {
        for (var n = from; n < from + count; n++)
        {
            var result = await connection.Store.PutCalendarAsync(
                tenant, CalendarId.Parse("team"), new CalendarContent { Name = $"Team {n}", TimeZone = "Europe/Berlin" },
                new WriteCondition.Overwrite(), new WriteContext("oid", trace), TestContext.Current.CancellationToken);
            Assert.IsType<WriteResult<TeamCalendar>.Written>(result);
        }
    }

    /// <summary>Changes the file without the store.</summary>
    public void Execute(string sql)
    {
        using var direct = Direct();
        using var command = direct.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>False if another process has held the write lock for seconds.</summary>
    public bool TakesWrites()
    {
        using var direct = Direct();
        using var command = direct.CreateCommand();
        command.CommandTimeout = 3;
        command.CommandText = "BEGIN IMMEDIATE; ROLLBACK";
        try
        {
            command.ExecuteNonQuery();
            return true;
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == SQLitePCL.raw.SQLITE_BUSY)
        {
            return false;
        }
    }

    /// <summary>Reads one value from the file.</summary>
    public object? Ask(string sql)
    {
        using var direct = Direct();
        using var command = direct.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private SqliteConnection Direct()
    {
        var direct = new SqliteConnection(ConnectionString + ";Pooling=false");
        direct.Open();
        return direct;
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
