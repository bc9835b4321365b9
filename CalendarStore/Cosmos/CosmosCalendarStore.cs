using CalendarStore.Changes;
using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using CalendarStore.Cosmos.Reading;
using CalendarStore.Cosmos.Writing;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.StoredFormat;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Cosmos;

internal sealed class CosmosCalendarStore(CosmosDatabase database, TenantWriters writers, TimeProvider time) : ICalendarStore
{
    public async Task<Position> GetPositionAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var opened = await database.OpenAsync(cancellationToken);
        var (head, _) = await opened.Of(tenant).FindAsync<HeadDocument>("position", DocumentIds.Head, cancellationToken);
        return new Position(opened.Epoch, head?.HeadVersion ?? 0);
    }

    public async Task<IReadOnlyList<TeamCalendar>> ListCalendarsAsync(TenantId tenant, CancellationToken cancellationToken) =>
        await CalendarReads.ListAsync((await database.OpenAsync(cancellationToken)).Of(tenant), cancellationToken);

    public async Task<TeamCalendar?> FindCalendarAsync(TenantId tenant, CalendarId id, CancellationToken cancellationToken) =>
        (await CalendarReads.FindAsync((await database.OpenAsync(cancellationToken)).Of(tenant), id, cancellationToken))?.ToCalendar();

    public Task<WriteResult<TeamCalendar>> PutCalendarAsync(
        TenantId tenant, CalendarId id, CalendarContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken) =>
        writers.WriteAsync(tenant, CalendarWrites.Put(id, content, condition, context), cancellationToken);

    public Task<WriteResult<TeamCalendar>> DeleteCalendarAsync(
        TenantId tenant, CalendarId id, string etag, WriteContext context, CancellationToken cancellationToken) =>
        writers.WriteAsync(tenant, CalendarWrites.Delete(id, etag, context), cancellationToken);

    public async Task<CalendarEvent?> FindEventAsync(TenantId tenant, CalendarId calendar, EventId id, CancellationToken cancellationToken) =>
        await EventReads.FindAsync((await database.OpenAsync(cancellationToken)).Of(tenant), calendar, id, cancellationToken);

    public async Task<IReadOnlyList<CalendarEvent>?> ListEventsAsync(
        TenantId tenant, CalendarId calendar, Interval? window, EventId? after, int limit, CancellationToken cancellationToken)
    {
        CheckLimit(limit);
        return await EventReads.ListAsync((await database.OpenAsync(cancellationToken)).Of(tenant), calendar, window, after, limit, cancellationToken);
    }

    public Task<WriteResult<CalendarEvent>> PutEventAsync(
        TenantId tenant, CalendarId calendar, EventId id, EventContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken) =>
        writers.WriteAsync(tenant, EventWrites.Put(calendar, id, PreparedEvent.Of(content), condition, context), cancellationToken);

    public Task<WriteResult<CalendarEvent>> DeleteEventAsync(
        TenantId tenant, CalendarId calendar, EventId id, string etag, WriteContext context, CancellationToken cancellationToken) =>
        writers.WriteAsync(tenant, EventWrites.Delete(calendar, id, etag, context), cancellationToken);

    public Task<IReadOnlyList<WriteResult<CalendarEvent>>?> WriteEventsAsync(
        TenantId tenant, CalendarId calendar, IReadOnlyList<(EventId Id, EventContent Content)> events, WriteContext context, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Count, StoreLimits.MaxBulkSize);
        return writers.WriteAsync(tenant, EventWrites.PutAll(calendar, [.. events.Select(item => (item.Id, PreparedEvent.Of(item.Content)))], context), cancellationToken);
    }

    public async Task<ChangesResult> GetChangesAsync(TenantId tenant, Position since, int limit, CancellationToken cancellationToken)
    {
        CheckLimit(limit);
        var opened = await database.OpenAsync(cancellationToken);
        return await TenantChanges.ReadAsync(opened.Of(tenant), opened.Epoch, since, limit, Instant.FromDateTimeOffset(time.GetUtcNow()), cancellationToken);
    }

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, StoreLimits.MaxPageSize);
    }
}
