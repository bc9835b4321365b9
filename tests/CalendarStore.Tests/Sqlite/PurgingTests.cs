using CalendarStore.Sqlite;
using CalendarStore.Tests.Following;
using Microsoft.Extensions.Time.Testing;

namespace CalendarStore.Tests.Sqlite;

/// <summary>What the change log keeps: the feed's own promise is that no consumer misses anything.</summary>
public sealed class PurgingTests : IAsyncLifetime
{
    private readonly StoreFile _file = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
    private CalendarStoreConnection _connection = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _connection = CalendarStoreConnection.Open(_file.ConnectionString, _clock);
        await _connection.Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
        await Write("a");
        await Write("b");
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task Old_change_records_go_when_every_consumer_has_passed_them()
    {
        await PassAsync("slow", 3);
        await Write("c");
        await PassAsync("fast", 4);
        _clock.Advance(StoreLimits.TombstoneLifetime.ToTimeSpan() + TimeSpan.FromMinutes(1));

        await _connection.PurgeAsync(Stop);
        Assert.Equal([4], Kept());

        await PassAsync("slow", 1);
        await _connection.PurgeAsync(Stop);
        await Write("d");
        Assert.Equal([5], Kept());
    }

    [Fact]
    public async Task Young_change_records_stay_whoever_has_passed_them()
    {
        await PassAsync("fast", 3);
        _clock.Advance(StoreLimits.TombstoneLifetime.ToTimeSpan() - TimeSpan.FromMinutes(1));

        await _connection.PurgeAsync(Stop);

        Assert.Equal([1, 2, 3], Kept());
    }

    [Fact]
    public async Task A_purge_takes_a_bounded_number_at_a_time_until_nothing_is_left()
    {
        for (var i = 0; i < Purging.RowsPerTable + 1; i++)
        {
            var item = ((WriteResult<CalendarEvent>.Written)await Write($"gone-{i}")).Item!;
            await _connection.Store.DeleteEventAsync(Sample.Contoso, Sample.Team, item.Id, item.Revision.ETag, Sample.Adele, Stop);
        }

        _clock.Advance(StoreLimits.TombstoneLifetime.ToTimeSpan() + TimeSpan.FromMinutes(1));

        var calls = 1;
        while (await _connection.PurgeAsync(Stop))
        {
            calls++;
        }

        Assert.InRange(calls, 2, 5);
        var head = await _connection.Store.GetPositionAsync(Sample.Contoso, Stop);
        Assert.IsType<ChangesResult.Expired>(await _connection.Store.GetChangesAsync(Sample.Contoso, head with { Version = head.Version - 1 }, 10, Stop));
    }

    private Task<WriteResult<CalendarEvent>> Write(string id) =>
        _connection.Store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id(id), Sample.Event(id), new WriteCondition.Create(), Sample.Adele, Stop);

    /// <summary>The versions whose change records are there. Asked of the file: a follower would be one more consumer that has not passed them.</summary>
    private List<long> Kept()
    {
        using var session = new SqliteSession(new(_file.ConnectionString + ";Pooling=false"), readOnly: true);
        return session.Many("SELECT version FROM changes ORDER BY seq", reader => reader.GetInt64(0));
    }

    /// <summary>The consumer takes that many changes more and saves.</summary>
    private async Task PassAsync(string consumer, int changes)
    {
        await using var followed = new FollowedFeed(_connection.Feed, consumer, saves: true);
        await followed.Until(changes);
    }
}
