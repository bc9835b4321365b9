using CalendarStore.Changes;
using CalendarStore.Feed;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.Events;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Contract;

/// <summary>
/// What <see cref="ICalendarStore"/> and <see cref="IChangeFeed"/> promise, case by case. The trait is the number of the case in the interface's documentation.
/// Every back end passes all cases. The other files of this class have some cases each.
/// </summary>
public abstract partial class CalendarStoreContract : IAsyncLifetime
{
    private static readonly WriteCondition Create = new WriteCondition.Create();
    private static readonly WriteCondition Overwrite = new WriteCondition.Overwrite();

    private readonly List<CalendarStoreConnection> open = [];

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    private ICalendarStore Store { get; set; } = null!;
    private IChangeFeed Feed { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await StartAsync();
        var connection = Reopen();
        (Store, Feed) = (connection.Store, connection.Feed);
        await Store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in open)
        {
            await connection.DisposeAsync();
        }

        await DeleteStoreAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another connection to the store of this test, like that of another process.</summary>
    protected CalendarStoreConnection Reopen(TenantLimits? limits = null)
    {
        var connection = Open(Clock, limits);
        open.Add(connection);
        return connection;
    }

    protected abstract CalendarStoreConnection Open(TimeProvider time, TenantLimits? limits);

    /// <summary>Runs before the store is opened for the first time.</summary>
    protected virtual ValueTask StartAsync() => ValueTask.CompletedTask;

    protected abstract ValueTask DeleteStoreAsync();

    private static T Is<T>(object? result) => Assert.IsType<T>(result);

    private async Task<CalendarEvent> Written(string id, EventContent? content = null)
    {
        var result = await Store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id(id), content ?? Sample.Event(), Overwrite, Sample.Adele, Stop);
        return Is<WriteResult<CalendarEvent>.Written>(result).Item!;
    }

    private Task<WriteResult<CalendarEvent>> Put(string id, EventContent content, WriteCondition condition) =>
        Store.PutEventAsync(Sample.Contoso, Sample.Team, Sample.Id(id), content, condition, Sample.Adele, Stop);

    private Task<WriteResult<CalendarEvent>> Delete(CalendarEvent item) =>
        Store.DeleteEventAsync(Sample.Contoso, item.CalendarId, item.Id, item.Revision.ETag, Sample.Adele, Stop);

    private Task<Position> Head(TenantId? tenant = null) => Store.GetPositionAsync(tenant ?? Sample.Contoso, Stop);

    private async Task<ChangeSet> Changes(Position since, int limit = 100) =>
        Is<ChangesResult.Found>(await Store.GetChangesAsync(Sample.Contoso, since, limit, Stop)).Changes;
}
