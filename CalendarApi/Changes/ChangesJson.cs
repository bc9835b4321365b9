using CalendarApi.Calendars;
using CalendarApi.Events;
using CalendarApi.People;
using CalendarStore.Changes;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Rights;
using TeamCalendars.Tenants;

namespace CalendarApi.Changes;

/// <summary>The tenant's changes in (from, to] that the caller may see: each changed item once, in its current revision, ordered by version.</summary>
/// <param name="Epoch">The epoch of the versions.</param>
/// <param name="From">The version of the request's sync token.</param>
/// <param name="To">The last version that this page covers.</param>
/// <param name="Head">The tenant's version when the page was read.</param>
/// <param name="Next">The sync token for the next request's <c>since</c>.</param>
/// <param name="More">Whether the next page can be read at once.</param>
/// <param name="Calendars">Changed calendars that the caller may see. The tombstone of a calendar stands for its events too; one that the caller may not see any more comes as a tombstone.</param>
/// <param name="Events">Changed events of the calendars that the caller may see.</param>
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
    public static ChangesJson Of(TenantId tenant, ChangeSet changes, ChangesView view) => new(
        changes.Epoch,
        changes.From,
        changes.To,
        changes.Head,
        SyncToken.Write(tenant, new Position(changes.Epoch, changes.To)),
        changes.More,
        [.. changes.Of<TeamCalendar>().Select(changed => Draw(changed, view)).OfType<ChangedCalendarJson>()],
        [.. changes.Of<CalendarEvent>().Where(changed => view.Of(changed.Parent).IsVisible).Select(changed => Draw(changed, view.Of(changed.Parent)))],
        [.. changes.Of<Person>().Select(Draw)]);

    /// <returns>Null for a calendar that the caller does not see, and did not see at the sync token or later.</returns>
    private static ChangedCalendarJson? Draw(EntityChange<TeamCalendar> changed, ChangesView view)
    {
        if (changed.Item is { } calendar && view.Of(changed.Id) is { IsVisible: true } seen)
        {
            var drawn = CalendarJson.From(calendar, seen);
            return view.IsNew(changed.Id) ? drawn with { ReadInFull = true } : drawn;
        }

        return changed.Item is null || view.IsWithdrawn(changed.Id) ? new CalendarTombstoneJson(changed.Id, changed.Version) : null;
    }

    private static ChangedEventJson Draw(EntityChange<CalendarEvent> changed, CalendarView view) => changed.Item is { } item
        ? EventJson.From(view.See(item))
        : new EventTombstoneJson(changed.Id, changed.Parent, changed.Version);

    private static ChangedPersonJson Draw(EntityChange<Person> changed) => changed.Item is { } person
        ? PersonJson.From(person)
        : new PersonTombstoneJson(changed.Id, changed.Version);
}
