using CalendarApi.Calendars;
using CalendarApi.Events;
using CalendarStore.Changes;
using TeamCalendars.Tenants;

namespace CalendarApi.Changes;

/// <summary>What lies in (from, to] of the tenant: each changed calendar and event once, in its latest state, in the order of version.</summary>
/// <param name="Epoch">The life of the store that the versions are of.</param>
/// <param name="From">The version that was asked from.</param>
/// <param name="To">How far this page reaches.</param>
/// <param name="Head">The tenant's version when the page was read.</param>
/// <param name="Next">What to give as <c>since</c> next time.</param>
/// <param name="More">Whether there is more to read at once.</param>
/// <param name="Calendars">Changed calendars; a deleted one stands for its events too.</param>
/// <param name="Events">Changed events.</param>
internal sealed record ChangesJson(
    string Epoch,
    long From,
    long To,
    long Head,
    string Next,
    bool More,
    IReadOnlyList<ChangedCalendarJson> Calendars,
    IReadOnlyList<ChangedEventJson> Events)
{
    public static ChangesJson Of(TenantId tenant, ChangeSet changes) => new(
        changes.Epoch,
        changes.From,
        changes.To,
        changes.Head,
        SyncToken.Write(tenant, new Position(changes.Epoch, changes.To)),
        changes.More,
        [.. changes.Calendars.Select(Draw)],
        [.. changes.Events.Select(Draw)]);

    private static ChangedCalendarJson Draw(ChangedCalendar changed) => changed.Calendar is { } calendar
        ? CalendarJson.From(calendar)
        : new CalendarTombstoneJson(changed.Id.Value, changed.Version);

    private static ChangedEventJson Draw(ChangedEvent changed) => changed.Event is { } item
        ? EventJson.From(item)
        : new EventTombstoneJson(changed.Id.Value, changed.CalendarId.Value, changed.Version);
}
