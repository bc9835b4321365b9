using System.Globalization;
using CalendarStore.Entities;
using CalendarStore.Sqlite;
using CalendarStore.Sqlite.Access;
using CalendarStore.Transfer;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Sqlite;

/// <summary>A disk that is full, and a file that is damaged or not in its place.</summary>
public sealed class StoreConditionTests : IAsyncLifetime
{
    private static readonly EventContent Large = Sample.Event() with { Description = new string('a', 8_000) };

    private readonly StoreFile file = new();
    private SqliteDatabase database = null!;
    private SqliteBackEnd backEnd = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Open();
        Assert.IsType<WriteResult<Entity>.Written>(
            await backEnd.Entities.WriteAsync(Sample.Contoso, EntityWrites.Put(CalendarKind.Key(Sample.Team), Sample.Calendar(), new WriteCondition.Create(), Sample.Adele), Stop));
    }

    public async ValueTask DisposeAsync()
    {
        await backEnd.DisposeAsync();
        file.Dispose();
    }

    [Fact]
    public async Task A_full_disk_is_unavailable_and_unhealthy_until_there_is_room_and_loses_nothing()
    {
        var pages = await LimitPagesAsync("page_count");
        var stored = new List<string>();
        StoreUnavailableException? refused = null;
        while (refused is null)
        {
            try
            {
                await PutAsync($"e{stored.Count:00000}", Large);
                stored.Add($"e{stored.Count:00000}");
            }
            catch (StoreUnavailableException exception)
            {
                refused = exception;
            }
        }

        Assert.True(refused.IsTransient);
        Assert.NotNull(refused.RetryAfter);
        Assert.Contains("disk is full", refused.Message, StringComparison.Ordinal);
        Assert.Contains("disk is full", (await Assert.ThrowsAsync<StoreUnavailableException>(() => backEnd.CheckAsync(Stop))).Message, StringComparison.Ordinal);
        Assert.Equal(stored, await IdsAsync());

        await LimitPagesAsync((pages + 2_000).ToString(CultureInfo.InvariantCulture));
        await backEnd.CheckAsync(Stop);
        await PutAsync($"e{stored.Count:00000}", Large);
        Assert.Equal([.. stored, $"e{stored.Count:00000}"], await IdsAsync());
    }

    [Fact]
    public async Task A_write_that_finds_the_disk_full_takes_those_of_its_transaction_with_it_and_none_after_it()
    {
        var pages = await LimitPagesAsync("page_count");
        var (begun, release) = (new ManualResetEventSlim(), new ManualResetEventSlim());
        var held = database.Writer.WriteAsync(
            _ =>
            {
                begun.Set();
                return release.Wait(TimeSpan.FromSeconds(30));
            },
            Stop);
        Assert.True(begun.Wait(TimeSpan.FromSeconds(30), Stop));
        var together = Enumerable.Range(0, 40).Select(i => PutAsync($"e{i}", Large)).ToList();
        release.Set();
        await held;

        // Each is either stored or refused as unavailable: nothing is acknowledged and lost, and nothing is a fault of another kind.
        var stored = new List<string>();
        for (var i = 0; i < together.Count; i++)
        {
            try
            {
                await together[i];
                stored.Add($"e{i}");
            }
            catch (StoreUnavailableException exception)
            {
                Assert.True(exception.IsTransient);
            }
        }

        Assert.True(stored.Count < together.Count);
        Assert.Equal(stored.Order(StringComparer.Ordinal), await IdsAsync());
        await LimitPagesAsync((pages + 2_000).ToString(CultureInfo.InvariantCulture));
        await PutAsync("after", Large);
    }

    [Fact]
    public async Task A_file_that_was_removed_or_replaced_is_unhealthy_and_takes_no_writes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let an open file be removed.");
        var aside = file.Path + ".aside";
        File.Move(file.Path, aside);
        await IsOutOfPlaceAsync("was removed or replaced");

        File.Copy(aside, file.Path);
        await IsOutOfPlaceAsync("was removed or replaced");

        File.Move(aside, file.Path, overwrite: true);
        await backEnd.CheckAsync(Stop);
        await PutAsync("again", Sample.Event());
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task A_log_that_was_removed_is_unhealthy(string ending)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows does not let an open file be removed.");

        File.Delete(file.Path + ending);

        Assert.Contains("has lost its file", (await Assert.ThrowsAsync<StoreUnavailableException>(() => backEnd.CheckAsync(Stop))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE entities SET content = '{\"title\":' WHERE id = 'b'")]
    [InlineData("UPDATE entities SET content = '{}' WHERE id = 'b'")]
    [InlineData("UPDATE entities SET content = replace(content, '2026-11-23T09', 'noon') WHERE id = 'b'")]
    [InlineData("UPDATE entities SET content = replace(content, '\"title\":\"Stand-up\"', '\"title\":null') WHERE id = 'b'")]
    [InlineData("UPDATE entities SET at = 9223372036854775807 WHERE id = 'b'")]
    [InlineData("UPDATE entities SET etag = '' WHERE id = 'b'")]
    [InlineData("UPDATE entities SET etag = char(10) WHERE id = 'b'")]
    public async Task A_row_that_cannot_be_read_hides_no_other_and_is_unhealthy_until_it_is_deleted(string damage)
    {
        var since = await backEnd.Entities.GetPositionAsync(Sample.Contoso, Stop);
        foreach (var id in (string[])["a", "b", "c"])
        {
            await PutAsync(id, Sample.Event());
        }

        await backEnd.CheckAsync(Stop);
        await database.Writer.WriteAsync(transaction => transaction.Session.Execute(damage), Stop);

        Assert.Equal(["a", "c"], await IdsAsync());
        Assert.Equal(["a", "c"], ChangedIds(await backEnd.Entities.GetChangesAsync(Sample.Contoso, since, 10, Stop)));
        Assert.Equal(["a", "c"], (await backEnd.Entities.ListAsync(
            Sample.Contoso, EventKind.Instance, "team", Sample.Window("2026-11-23T00:00:00Z", "2026-11-24T00:00:00Z"), null, 10, Stop))!.Items.Select(item => item.Key.Id));
        var unreadable = await Assert.ThrowsAsync<UnreadableEntityException>(() => backEnd.Entities.FindAsync(Sample.Contoso, EventKind.Key(Sample.Team, Sample.Id("b")), Stop));
        await PutAsync("d", Sample.Event());

        Assert.Contains("event.team.b", (await Assert.ThrowsAsync<StoreUnavailableException>(() => backEnd.CheckAsync(Stop))).Message, StringComparison.Ordinal);
        await using var connection = CalendarStoreConnection.OpenReadOnly(file.ConnectionString, TimeProvider.System);
        var (report, _, leftOut) = await TenantExport.WriteAsync(connection, Sample.Contoso, Stream.Null, TimeProvider.System, null, Stop);
        Assert.Equal(("1 calendars, 3 events, 0 people", 1), (report.Items, leftOut.Count));
        Assert.Contains("event.team.b", leftOut[0], StringComparison.Ordinal);

        var key = EventKind.Key(Sample.Team, Sample.Id("b"));
        Assert.Equal(unreadable.ETag, Assert.IsType<WriteResult<Entity>.Unreadable>(await backEnd.Entities.WriteAsync(Sample.Contoso, EntityWrites.Delete(key, "stale", Sample.Adele), Stop)).ETag);
        Assert.IsType<WriteResult<Entity>.Unreadable>(
            await backEnd.Entities.WriteAsync(Sample.Contoso, EntityWrites.Put(key, Sample.Event(), new WriteCondition.Create(), Sample.Adele), Stop));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => backEnd.CheckAsync(Stop));
        Assert.IsType<WriteResult<Entity>.Written>(await backEnd.Entities.WriteAsync(Sample.Contoso, EntityWrites.Delete(key, unreadable.ETag, Sample.Adele), Stop));
        Assert.Null(await backEnd.Entities.FindAsync(Sample.Contoso, key, Stop));
        Assert.Contains("b", ChangedIds(await backEnd.Entities.GetChangesAsync(Sample.Contoso, since, 10, Stop)));
        await backEnd.CheckAsync(Stop);
    }

    [Fact]
    public async Task Damaged_pages_are_found_as_the_store_is_opened()
    {
        for (var i = 0; i < 50; i++)
        {
            await PutAsync($"e{i}", Large);
        }

        await backEnd.DisposeAsync();
        await using (var raw = new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite))
        {
            // The last pages hold contents; the first ones hold the schema.
            raw.Position = raw.Length - (20 * 4_096);
            await raw.WriteAsync(Enumerable.Repeat((byte)0xA5, 16 * 4_096).ToArray(), Stop);
        }

        Open();

        Assert.Contains("is damaged", (await Assert.ThrowsAsync<StoreUnavailableException>(() => backEnd.CheckAsync(Stop))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_large_calendar_is_cleared_up_another_tenant_writes_between_the_steps()
    {
        const int Events = 1_600;
        foreach (var some in Enumerable.Range(0, Events).Chunk(StoreLimits.MaxBulkSize))
        {
            await backEnd.Entities.WriteAsync(
                Sample.Contoso, EntityWrites.PutAll(CalendarKind.Key(Sample.Team), [.. some.Select(i => (EventKind.Key(Sample.Team, Sample.Id($"e{i}")), (EntityContent)Sample.Event()))], Sample.Adele), Stop);
        }

        var calendar = (await backEnd.Entities.FindAsync(Sample.Contoso, CalendarKind.Key(Sample.Team), Stop))!;
        var due = backEnd.UpkeepDue;
        await backEnd.Entities.WriteAsync(Sample.Contoso, EntityWrites.Delete(calendar.Key, calendar.Revision.ETag, Sample.Adele), Stop);
        Assert.True(due.IsCompleted);
        Assert.Equal(Events, await LeftAsync());

        var left = new List<long>();
        for (var more = true; more;)
        {
            var step = backEnd.PurgeAsync(Stop);
            await backEnd.Entities.WriteAsync(
                Sample.Fabrikam, EntityWrites.Put(CalendarKind.Key(Sample.Team), Sample.Calendar($"{left.Count}"), new WriteCondition.Overwrite(), Sample.Adele), Stop);
            more = await step;
            left.Add(await LeftAsync());
        }

        Assert.Equal([1_100, 600, 100, 0, 0], left);
        Assert.Equal(left.Count, (await backEnd.Entities.GetPositionAsync(Sample.Fabrikam, Stop)).Version);

        Task<long> LeftAsync() => database.Readers.ReadAsync(session => (long)session.Scalar("SELECT count(*) FROM entities WHERE kind = 'event' AND content IS NOT NULL")!, Stop);
    }

    private static IEnumerable<string> ChangedIds(Changes.ChangesResult result)
    {
        var changes = Assert.IsType<Changes.ChangesResult.Found>(result).Changes;
        Assert.False(changes.More);
        return changes.Changes.Select(change => change.Id);
    }

    private void Open()
    {
        database = SqliteDatabase.Open(file.ConnectionString, new FakeTimeProvider(), NullLoggerFactory.Instance);
        backEnd = new SqliteBackEnd(database, EntityKinds.All, TenantLimits.Default, new FakeTimeProvider());
    }

    private async Task IsOutOfPlaceAsync(string said)
    {
        Assert.Contains(said, (await Assert.ThrowsAsync<StoreUnavailableException>(() => backEnd.CheckAsync(Stop))).Message, StringComparison.Ordinal);
        Assert.True((await Assert.ThrowsAsync<StoreUnavailableException>(() => PutAsync("lost", Sample.Event()))).IsTransient);
    }

    private async Task PutAsync(string id, EventContent content) => Assert.IsType<WriteResult<Entity>.Written>(await backEnd.Entities.WriteAsync(
        Sample.Contoso, EntityWrites.Put(EventKind.Key(Sample.Team, Sample.Id(id)), content, new WriteCondition.Create(), Sample.Adele), Stop));

    private async Task<IEnumerable<string>> IdsAsync()
    {
        var ids = new List<string>();
        string? after = null;
        do
        {
            var page = (await backEnd.Entities.ListAsync(Sample.Contoso, EventKind.Instance, "team", null, after, StoreLimits.MaxPageSize, Stop))!;
            ids.AddRange(page.Items.Select(item => item.Key.Id));
            after = page.Next;
        }
        while (after is not null);
        return ids;
    }

    /// <summary>Lets the file have so many pages and no more: SQLite answers as it does when the disk is full.</summary>
    private async Task<long> LimitPagesAsync(string pages)
    {
        await using var connection = new SqliteConnection(file.ConnectionString + ";Pooling=false");
        connection.Open();
        var limit = pages == "page_count" ? await database.Readers.ReadAsync(session => (long)session.Scalar("PRAGMA page_count")! + 20, Stop) : long.Parse(pages, CultureInfo.InvariantCulture);
        await database.Writer.WriteAsync(transaction => transaction.Session.Scalar($"PRAGMA max_page_count = {limit}"), Stop);
        return limit;
    }
}
