using CalendarStore.Changes;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore;

/// <summary>
/// The calendar's data, tenant by tenant. Numbered cases are the contract; each has tests of its number that every back end passes.
/// <list type="number">
/// <item>Nothing read or written through one tenant's id shows in another's, whatever the ids of calendars and events are.</item>
/// <item>A write and the tenant's head are one atomic step, durable when it returns; the tenant's version moves by exactly one per changed entity.</item>
/// <item>Create: a new id is written; the same content again is <see cref="WriteResult{T}.Unchanged"/>; other content is <see cref="WriteResult{T}.Conflict"/>; a deleted id is <see cref="WriteResult{T}.Gone"/>.</item>
/// <item>Match: the stored ETag must be the one given, else <see cref="WriteResult{T}.Conflict"/>; an unknown or deleted id is <see cref="WriteResult{T}.NotFound"/>. Of two writers with the same ETag exactly one succeeds.</item>
/// <item>An event in an unknown or deleted calendar is <see cref="WriteResult{T}.NotFound"/>.</item>
/// <item>Deleting leaves a tombstone for <see cref="StoreLimits.TombstoneLifetime"/>; deleting a calendar deletes its events with it, in the same step, as one change.</item>
/// <item>A window query returns each event that has, or as a series may have, an instant in [start, end); whole-day events are tested by date, generously: one day more on either side.</item>
/// <item>Pages are stable under concurrent writes: an event that is not changed meanwhile is returned exactly once. A page of events or changes ends at its limit or at
/// <see cref="StoreLimits.MaxPageBytes"/> of content, and says how to go on; a single item that is larger has a page of its own. What is stored and cannot be read is left out.</item>
/// <item>Changes since a version list each changed entity once, in its latest state, in the order of version; reading page by page ends at the head and misses nothing that was committed before the first page.</item>
/// <item>A version from another epoch, beyond the head, or older than the oldest kept tombstone allows is <see cref="ChangesResult.Expired"/>; never a partial answer.</item>
/// <item>Two processes on one store see each other's committed writes at once.</item>
/// <item>A bulk write is atomic per call (of a call that is larger than the store can write in one step, each part is), keeps the given order, and reports a result per item.</item>
/// <item>A write that would take the tenant beyond one of its <see cref="TenantLimits"/> is <see cref="WriteResult{T}.LimitReached"/>. A deletion, and a write that makes an item no larger, is not.</item>
/// <item>A bulk write merges: the master, the overrides and the cancellations of a series make the same series in whatever calls and order they come.</item>
/// <item>An event that is written for somebody who is not in the directory, and for whom it was not before, is <see cref="WriteResult{T}.Invalid"/>; that is decided in the step of the write.
/// Deleting a person changes no event: events keep the id.</item>
/// <item>A write needs a right at the moment at which it is carried out: <see cref="WriteResult{T}.Forbidden"/> where the writer may see the calendar and its role is too weak. A calendar that the
/// writer may not see is <see cref="WriteResult{T}.NotFound"/>, and <see cref="WriteResult{T}.Gone"/> for a create under its id. The stored calendar keeps the last changes of its access.</item>
/// </list>
/// </summary>
public interface ICalendarStore
{
    Task<Position> GetPositionAsync(TenantId tenant, CancellationToken cancellationToken);

    /// <summary>All calendars of the tenant, by id. A tenant has at most <see cref="StoreLimits.MaxCalendars"/>.</summary>
    Task<IReadOnlyList<TeamCalendar>> ListCalendarsAsync(TenantId tenant, CancellationToken cancellationToken);

    Task<TeamCalendar?> FindCalendarAsync(TenantId tenant, CalendarId id, CancellationToken cancellationToken);

    Task<WriteResult<TeamCalendar>> PutCalendarAsync(
        TenantId tenant, CalendarId id, CalendarContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken);

    Task<WriteResult<TeamCalendar>> DeleteCalendarAsync(
        TenantId tenant, CalendarId id, string etag, WriteContext context, CancellationToken cancellationToken);

    Task<CalendarEvent?> FindEventAsync(TenantId tenant, CalendarId calendar, EventId id, CancellationToken cancellationToken);

    /// <summary>The events of one calendar, all of them or those of a window, in the order of id.</summary>
    /// <param name="window">Null for all.</param>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="limit">1 to <see cref="StoreLimits.MaxPageSize"/>.</param>
    /// <returns>At most <paramref name="limit"/> events; null when there is no such calendar.</returns>
    Task<Page<CalendarEvent>?> ListEventsAsync(
        TenantId tenant, CalendarId calendar, Interval? window, EventId? after, int limit, CancellationToken cancellationToken);

    Task<WriteResult<CalendarEvent>> PutEventAsync(
        TenantId tenant, CalendarId calendar, EventId id, EventContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken);

    Task<WriteResult<CalendarEvent>> DeleteEventAsync(
        TenantId tenant, CalendarId calendar, EventId id, string etag, WriteContext context, CancellationToken cancellationToken);

    /// <summary>
    /// Writes up to <see cref="StoreLimits.MaxBulkSize"/> events of one calendar; for imports. Events of one UID are merged with what is stored of it:
    /// of the master and of each override the one with the highest SEQUENCE counts, and the last written of those with the same. The order of the calls makes no difference otherwise.
    /// </summary>
    /// <param name="people">Contacts that the directory may lack. Those that a written event is for are added to it in the same step. Nobody else that events are for is looked up.</param>
    /// <returns>One result per item, in order: <see cref="WriteResult{T}.Conflict"/> for one that is older than what is stored. Null when there is no such calendar.</returns>
    Task<IReadOnlyList<WriteResult<CalendarEvent>>?> WriteEventsAsync(
        TenantId tenant, CalendarId calendar, IReadOnlyList<(EventId Id, EventContent Content)> events, IReadOnlyCollection<(PersonId Id, PersonContent Content)> people,
        WriteContext context, CancellationToken cancellationToken);

    Task<Person?> FindPersonAsync(TenantId tenant, PersonId id, CancellationToken cancellationToken);

    /// <summary>The entries of the tenant's directory, in the order of id.</summary>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="limit">1 to <see cref="StoreLimits.MaxPageSize"/>.</param>
    Task<Page<Person>> ListPeopleAsync(TenantId tenant, PersonId? after, int limit, CancellationToken cancellationToken);

    Task<WriteResult<Person>> PutPersonAsync(
        TenantId tenant, PersonId id, PersonContent content, WriteCondition condition, WriteContext context, CancellationToken cancellationToken);

    Task<WriteResult<Person>> DeletePersonAsync(TenantId tenant, PersonId id, string etag, WriteContext context, CancellationToken cancellationToken);

    /// <summary>What changed after <paramref name="since"/>, at most <paramref name="limit"/> entities of it.</summary>
    Task<ChangesResult> GetChangesAsync(TenantId tenant, Position since, int limit, CancellationToken cancellationToken);
}
