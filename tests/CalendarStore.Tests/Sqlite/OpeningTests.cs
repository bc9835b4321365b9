using CalendarStore.Changes;
using CalendarStore.Tests.Following;
using Microsoft.Data.Sqlite;
using TeamCalendars.Calendars;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Sqlite;

public sealed class OpeningTests : IDisposable
{
    private readonly StoreFile file = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_new_store_has_an_epoch_of_its_own_and_keeps_it()
    {
        string epoch;
        await using (var first = Open(file.ConnectionString))
        {
            epoch = (await first.Store.GetPositionAsync(Sample.Contoso, Stop)).Epoch;
        }

        await using var again = Open(file.ConnectionString);
        await using var other = Open(file.ConnectionString.Replace("calendar.db", "other.db", StringComparison.Ordinal));
        Assert.Equal(epoch, (await again.Store.GetPositionAsync(Sample.Contoso, Stop)).Epoch);
        Assert.NotEqual(epoch, (await other.Store.GetPositionAsync(Sample.Contoso, Stop)).Epoch);
        Assert.Matches("^[A-Za-z0-9_-]+$", epoch);
    }

    [Fact]
    public async Task A_restored_file_that_was_given_another_epoch_sends_everyone_to_read_afresh()
    {
        Position before;
        await using (var first = Open(file.ConnectionString))
        {
            await first.Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
            before = await first.Store.GetPositionAsync(Sample.Contoso, Stop);
            await using var told = new FollowedFeed(first.Feed, "pusher", saves: true);
            await told.Until(1);
        }

        Execute("UPDATE store SET epoch = lower(hex(randomblob(10)))");

        await using var restored = Open(file.ConnectionString);
        Assert.IsType<ChangesResult.Expired>(await restored.Store.GetChangesAsync(Sample.Contoso, before, 10, Stop));
        await using var again = new FollowedFeed(restored.Feed, "pusher");
        await again.Until(1);
        Assert.Equal(before with { Epoch = (await restored.Store.GetPositionAsync(Sample.Contoso, Stop)).Epoch }, again.Entries[0].Position);
        Assert.Equal(before.Version, (await restored.Store.GetPositionAsync(Sample.Contoso, Stop)).Version);
    }

    [Fact]
    public async Task Missing_folders_are_made()
    {
        await using var connection = Open($"Data Source={Path.Combine(Path.GetDirectoryName(file.Path)!, "a", "b", "calendar.db")}");
        await connection.CheckAsync(Stop);
    }

    [Fact]
    public async Task Many_that_open_a_new_store_at_once_agree_on_it()
    {
        var connections = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Open(file.ConnectionString), Stop)));
        var epochs = await Task.WhenAll(connections.Select(connection => connection.Store.GetPositionAsync(Sample.Contoso, Stop)));

        Assert.Single(epochs.Distinct());
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_refused_and_left_alone()
    {
        await Open(file.ConnectionString).DisposeAsync();
        Execute("INSERT INTO migrations (version, name, at) VALUES (99, 'of tomorrow', 0)");

        Assert.Contains("schema 99", Assert.Throws<InvalidOperationException>(() => Open(file.ConnectionString)).Message, StringComparison.Ordinal);
        Execute("DELETE FROM migrations WHERE version = 99");
        await Open(file.ConnectionString).DisposeAsync();
    }

    [Fact]
    public void Someone_elses_database_is_refused_and_left_alone()
    {
        Execute("CREATE TABLE customers (id INTEGER)");

        Assert.Contains("customers", Assert.Throws<InvalidOperationException>(() => Open(file.ConnectionString)).Message, StringComparison.Ordinal);
        Execute("INSERT INTO customers VALUES (1)");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_unavailable()
    {
        await File.WriteAllTextAsync(file.Path, new string('x', 4_096), Stop);

        Assert.False(Assert.Throws<StoreUnavailableException>(() => Open(file.ConnectionString)).IsTransient);
    }

    [Fact]
    public async Task What_is_acknowledged_is_synced_to_disk_and_readers_do_not_wait()
    {
        await using var connection = Open(file.ConnectionString);
        using var session = new CalendarStore.Sqlite.Access.SqliteSession(new SqliteConnectionStringBuilder(file.ConnectionString + ";Pooling=false"), readOnly: false);

        // FULL is 2: https://www.sqlite.org/pragma.html#pragma_synchronous
        Assert.Equal((2L, "wal"), (session.Scalar("PRAGMA synchronous"), session.Scalar("PRAGMA journal_mode")));
    }

    [Fact]
    public async Task A_write_that_cannot_get_the_lock_in_time_is_unavailable_for_now_and_reads_go_on()
    {
        await using var connection = Open(file.ConnectionString + ";Default Timeout=1");
        var (store, content) = (connection.Store, Sample.Calendar());
        using (var other = new CalendarStore.Sqlite.Access.SqliteSession(new SqliteConnectionStringBuilder(file.ConnectionString + ";Pooling=false"), readOnly: false))
        {
            other.RunOnce("BEGIN IMMEDIATE");

            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(
                () => store.PutCalendarAsync(Sample.Contoso, Sample.Team, content, new WriteCondition.Create(), Sample.Adele, Stop));
            Assert.True(refused.IsTransient);
            Assert.Equal(0, (await store.GetPositionAsync(Sample.Contoso, Stop)).Version);
        }

        Assert.IsType<WriteResult<TeamCalendar>.Written>(
            await store.PutCalendarAsync(Sample.Contoso, Sample.Team, content, new WriteCondition.Create(), Sample.Adele, Stop));
    }

    [Theory]
    [InlineData("Data Source=:memory:", "is not a file")]
    [InlineData("Data Source=", "no known store")]
    [InlineData("Server=x;Database=y", "no known store")]
    [InlineData("calendar.db", "no known store")]
    public void The_shape_of_the_connection_string_decides(string connectionString, string said) =>
        Assert.Contains(said, Assert.Throws<ArgumentException>(() => Open(connectionString)).Message, StringComparison.Ordinal);

    private static CalendarStoreConnection Open(string connectionString) => CalendarStoreConnection.Open(connectionString, TimeProvider.System);

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(file.ConnectionString + ";Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
