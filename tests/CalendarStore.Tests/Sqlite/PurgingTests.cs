using CalendarStore.Changes;
using CalendarStore.Sqlite.Writing;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.Events;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Sqlite;

public sealed class PurgingTests : IAsyncLifetime
{
    private readonly StoreFile file = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
    private CalendarStoreConnection connection = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        connection = CalendarStoreConnection.Open(file.ConnectionString, time);
        await connection.Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        file.Dispose();
    }

    [Fact]
    public async Task A_purge_takes_a_bounded_number_at_a_time_until_nothing_is_left()
    {
        for (var i = 0; i < Purging.RowsPerCall + 1; i++)
        {
            var item = ((WriteResult<CalendarEvent>.Written)await Write($"gone-{i}")).Item!;
            await connection.Store.DeleteEventAsync(Sample.Contoso, Sample.Team, item.Id, item.Revision.ETag, Sample.Adele, Stop);
        }

        time.Advance(StoreLimits.TombstoneLifetime.ToTimeSpan() + TimeSpan.FromMinutes(1));

        var calls = 1;
        while (await connection.PurgeAsync(Stop))
        {
            calls++;
        }

        Assert.InRange(calls, 2, 5);
        var head = await connection.Store.GetPositionAsync(Sample.Contoso, Stop);
        Assert.IsType<ChangesResult.Expired>(await connection.Store.GetChangesAsync(Sample.Contoso, head with { Version = head.Version - 1 }, 10, Stop));
    }

    private Task<WriteResult<CalendarEvent>> Write(string id) =>
        connection.Store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id(id), Sample.Event(id), new WriteCondition.Create(), Sample.Adele, Stop);
}
