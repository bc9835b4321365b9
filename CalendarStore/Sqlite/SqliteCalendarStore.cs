using CalendarStore.Changes;
using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Reading;
using CalendarStore.Sqlite.Tables;
using CalendarStore.Sqlite.Writing;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.StoredFormat;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Sqlite;

internal sealed class SqliteCalendarStore(SqliteDatabase database) : ICalendarStore
{
    private SqliteReaders Readers => database.Readers;

    public Task<Position> GetPositionAsync(TenantId tenant, CancellationToken cancellationToken) =>
        Readers.ReadAsync(session => TenantTable.Position(session, database.Epoch, tenant), cancellationToken);

    public Task<IReadOnlyList<TeamCalendar>> ListCalendarsAsync(TenantId tenant, CancellationToken cancellationToken) =>
        Readers.ReadAsync<IReadOnlyList<TeamCalendar>>(session => CalendarTable.List(session, tenant), cancellationToken);

    public Task<TeamCalendar?> FindCalendarAsync(TenantId tenant, CalendarId id, CancellationToken cancellationToken) =>
        Readers.ReadAsync(session => CalendarTable.Find(session, tenant, id), cancellationToken);

    public Task<WriteResult<TeamCalendar>> PutCalendarAsync(
        TenantId tenant, CalendarId id, CalendarContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken) =>
        WriteAsync(transaction => CalendarWrites.Put(transaction, tenant, id, content, condition, context), cancellationToken);

    public Task<WriteResult<TeamCalendar>> DeleteCalendarAsync(
        TenantId tenant, CalendarId id, string etag, WriteContext context, CancellationToken cancellationToken) =>
        WriteAsync(transaction => CalendarWrites.Delete(transaction, tenant, id, etag, context), cancellationToken);

    public Task<CalendarEvent?> FindEventAsync(TenantId tenant, CalendarId calendar, EventId id, CancellationToken cancellationToken) =>
        Readers.ReadAsync(session => EventTable.Find(session, tenant, calendar, id), cancellationToken);

    public Task<IReadOnlyList<CalendarEvent>?> ListEventsAsync(
        TenantId tenant, CalendarId calendar, Interval? window, EventId? after, int limit, CancellationToken cancellationToken)
    {
        CheckLimit(limit);
        return Readers.ReadAsync<IReadOnlyList<CalendarEvent>?>(
            session => !CalendarTable.Exists(session, tenant, calendar) ? null
                : window is { } interval ? EventTable.ListWindow(session, tenant, calendar, EventSpan.Of(interval), after, limit)
                : EventTable.List(session, tenant, calendar, after, limit),
            cancellationToken);
    }

    public Task<WriteResult<CalendarEvent>> PutEventAsync(
        TenantId tenant, CalendarId calendar, EventId id, EventContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken)
    {
        var prepared = PreparedEvent.Of(content);
        return WriteAsync(transaction => EventWrites.Put(transaction, tenant, calendar, id, prepared, condition, context), cancellationToken);
    }

    public Task<WriteResult<CalendarEvent>> DeleteEventAsync(
        TenantId tenant, CalendarId calendar, EventId id, string etag, WriteContext context, CancellationToken cancellationToken) =>
        WriteAsync(transaction => EventWrites.Delete(transaction, tenant, calendar, id, etag, context), cancellationToken);

    public Task<IReadOnlyList<WriteResult<CalendarEvent>>?> WriteEventsAsync(
        TenantId tenant, CalendarId calendar, IReadOnlyList<(EventId Id, EventContent Content)> events, WriteContext context, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Count, StoreLimits.MaxBulkSize);
        var prepared = events.Select(item => (item.Id, Content: PreparedEvent.Of(item.Content))).ToList();
        return WriteAsync<IReadOnlyList<WriteResult<CalendarEvent>>?>(
            transaction => !CalendarTable.Exists(transaction.Session, tenant, calendar) ? null
                : [.. prepared.Select(item => EventWrites.Put(transaction, tenant, calendar, item.Id, item.Content, new WriteCondition.Overwrite(), context))],
            cancellationToken);
    }

    public Task<ChangesResult> GetChangesAsync(TenantId tenant, Position since, int limit, CancellationToken cancellationToken)
    {
        CheckLimit(limit);
        return Readers.ReadAsync(session => TenantChanges.Read(session, database.Epoch, tenant, since, limit), cancellationToken);
    }

    /// <summary>The span is of what was asked for: leases, places in the feed and purging are writes as well, and nobody's.</summary>
    private async Task<T> WriteAsync<T>(Func<WriteTransaction, T> write, CancellationToken cancellationToken)
    {
        using var activity = StoreTelemetry.StartWrite();
        return await database.Writer.WriteAsync(write, cancellationToken);
    }

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, StoreLimits.MaxPageSize);
    }
}
