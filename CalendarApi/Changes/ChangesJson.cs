using CalendarApi.Calendars;
using CalendarApi.Events;
using CalendarApi.People;
using CalendarStore.Changes;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Tenants;

namespace CalendarApi.Changes;

/// <summary>The tenant's changes in (from, to]: each changed item once, in its current revision, ordered by version.</summary>
/// <param name="Epoch">The epoch of the versions.</param>
/// <param name="From">The version of the request's sync token.</param>
/// <param name="To">The last version that this page covers.</param>
/// <param name="Head">The tenant's version when the page was read.</param>
/// <param name="Next">The sync token for the next request's <c>since</c>.</param>
/// <param name="More">Whether the next page can be read at once.</param>
/// <param name="Calendars">Changed calendars. The tombstone of a calendar stands for its events too.</param>
/// <param name="Events">Changed events.</param>
/// <param name="People">Changed entries of the directory.</param>
internal sealed record ChangesJson(
    string Epoch,
    long From,
    long To,
    long Head,
    string Next,
    bool More,
    IReadOnlyList<ChangedCalendarJson> Calendars,
    IReadOnlyList<ChangedEventJson> Events,
    IReadOnlyList<ChangedPersonJson> People)
{
    public static ChangesJson Of(TenantId tenant, ChangeSet changes) => new(
        changes.Epoch,
        changes.From,
        changes.To,
        changes.Head,
        SyncToken.Write(tenant, new Position(changes.Epoch, changes.To)),
        changes.More,
        [.. changes.Of<TeamCalendar>().Select(Draw)],
        [.. changes.Of<CalendarEvent>().Select(Draw)],
        [.. changes.Of<Person>().Select(Draw)]);

    private static ChangedCalendarJson Draw(EntityChange<TeamCalendar> changed) => changed.Item is { } calendar
        ? CalendarJson.From(calendar)
        : new CalendarTombstoneJson(changed.Id, changed.Version);

    private static ChangedEventJson Draw(EntityChange<CalendarEvent> changed) => changed.Item is { } item
        ? EventJson.From(item)
        : new EventTombstoneJson(changed.Id, changed.Parent, changed.Version);

    private static ChangedPersonJson Draw(EntityChange<Person> changed) => changed.Item is { } person
        ? PersonJson.From(person)
        : new PersonTombstoneJson(changed.Id, changed.Version);
}
