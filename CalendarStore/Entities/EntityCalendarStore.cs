using CalendarStore.Changes;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Entities;

/// <summary>The typed face of a back end.</summary>
internal sealed class EntityCalendarStore(IEntityStore entities) : ICalendarStore
{
    public Task<Position> GetPositionAsync(TenantId tenant, CancellationToken cancellationToken) => entities.GetPositionAsync(tenant, cancellationToken);

    public async Task<IReadOnlyList<TeamCalendar>> ListCalendarsAsync(TenantId tenant, CancellationToken cancellationToken)
    {
        var calendars = new List<TeamCalendar>();
        string? after = null;
        do
        {
            var page = (await entities.ListAsync(tenant, CalendarKind.Instance, "", window: null, after, StoreLimits.MaxPageSize, cancellationToken))!;
            calendars.AddRange(page.Items.Select(CalendarKind.Instance.ItemOf));
            after = page.Next;
        }
        while (after is not null && calendars.Count < StoreLimits.MaxCalendars);
        return calendars;
    }

    public async Task<TeamCalendar?> FindCalendarAsync(TenantId tenant, CalendarId id, CancellationToken cancellationToken) =>
        await entities.FindAsync(tenant, CalendarKind.Key(id), cancellationToken) is { } found ? CalendarKind.Instance.ItemOf(found) : null;

    public async Task<WriteResult<TeamCalendar>> PutCalendarAsync(
        TenantId tenant, CalendarId id, CalendarContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken) =>
        (await entities.WriteAsync(tenant, EntityWrites.Put(CalendarKind.Key(id), content, condition, context), cancellationToken)).Select(CalendarKind.Instance.ItemOf);

    public async Task<WriteResult<TeamCalendar>> DeleteCalendarAsync(TenantId tenant, CalendarId id, string etag, WriteContext context, CancellationToken cancellationToken) =>
        (await entities.WriteAsync(tenant, EntityWrites.Delete(CalendarKind.Key(id), etag, context), cancellationToken)).Select(CalendarKind.Instance.ItemOf);

    public async Task<CalendarEvent?> FindEventAsync(TenantId tenant, CalendarId calendar, EventId id, CancellationToken cancellationToken) =>
        await entities.FindAsync(tenant, EventKind.Key(calendar, id), cancellationToken) is { } found ? EventKind.Instance.ItemOf(found) : null;

    public async Task<Page<CalendarEvent>?> ListEventsAsync(
        TenantId tenant, CalendarId calendar, Interval? window, EventId? after, int limit, CancellationToken cancellationToken)
    {
        CheckLimit(limit);
        var found = await entities.ListAsync(tenant, EventKind.Instance, calendar.Value, window, after?.Value, limit, cancellationToken);
        return found is null ? null : new Page<CalendarEvent>([.. found.Items.Select(EventKind.Instance.ItemOf)], found.Next);
    }

    public async Task<WriteResult<CalendarEvent>> PutEventAsync(
        TenantId tenant, CalendarId calendar, EventId id, EventContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken) =>
        (await entities.WriteAsync(tenant, EntityWrites.PutEvent(EventKind.Key(calendar, id), content, condition, context), cancellationToken)).Select(EventKind.Instance.ItemOf);

    public async Task<WriteResult<CalendarEvent>> DeleteEventAsync(
        TenantId tenant, CalendarId calendar, EventId id, string etag, WriteContext context, CancellationToken cancellationToken) =>
        (await entities.WriteAsync(tenant, EntityWrites.Delete(EventKind.Key(calendar, id), etag, context), cancellationToken)).Select(EventKind.Instance.ItemOf);

    public async Task<IReadOnlyList<WriteResult<CalendarEvent>>?> WriteEventsAsync(
        TenantId tenant, CalendarId calendar, IReadOnlyList<(EventId Id, EventContent Content)> events, IReadOnlyCollection<(PersonId Id, PersonContent Content)> people,
        WriteContext context, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events.Count, StoreLimits.MaxBulkSize);
        var results = await new EventImport(entities, tenant, calendar, people, context).WriteAsync(events, cancellationToken);
        return results is null ? null : [.. results.Select(result => result.Select(EventKind.Instance.ItemOf))];
    }

    public async Task<Person?> FindPersonAsync(TenantId tenant, PersonId id, CancellationToken cancellationToken) =>
        await entities.FindAsync(tenant, PersonKind.Key(id), cancellationToken) is { } found ? PersonKind.Instance.ItemOf(found) : null;

    public async Task<Page<Person>> ListPeopleAsync(TenantId tenant, PersonId? after, int limit, CancellationToken cancellationToken)
    {
        CheckLimit(limit);
        var found = (await entities.ListAsync(tenant, PersonKind.Instance, "", window: null, after?.Value, limit, cancellationToken))!;
        return new Page<Person>([.. found.Items.Select(PersonKind.Instance.ItemOf)], found.Next);
    }

    public async Task<WriteResult<Person>> PutPersonAsync(
        TenantId tenant, PersonId id, PersonContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken) =>
        (await entities.WriteAsync(tenant, EntityWrites.Put(PersonKind.Key(id), content, condition, context), cancellationToken)).Select(PersonKind.Instance.ItemOf);

    public async Task<WriteResult<Person>> DeletePersonAsync(TenantId tenant, PersonId id, string etag, WriteContext context, CancellationToken cancellationToken) =>
        (await entities.WriteAsync(tenant, EntityWrites.Delete(PersonKind.Key(id), etag, context), cancellationToken)).Select(PersonKind.Instance.ItemOf);

    public Task<ChangesResult> GetChangesAsync(TenantId tenant, Position since, int limit, CancellationToken cancellationToken)
    {
        CheckLimit(limit);
        return entities.GetChangesAsync(tenant, since, limit, cancellationToken);
    }

    private static void CheckLimit(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, StoreLimits.MaxPageSize);
    }
}
