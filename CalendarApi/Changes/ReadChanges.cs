using System.Collections.Immutable;
using CalendarStore;
using CalendarStore.Changes;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.Tenants;

namespace CalendarApi.Changes;

/// <summary>A page of changes as it was read, for all callers, with the calendars that decide what each of them sees of it.</summary>
/// <param name="Calendars">Those that changed, and those of the events. They were read after the page: what was written after a right was withdrawn is then never shown.</param>
internal sealed record ReadChanges(ChangeSet Changes, ImmutableDictionary<string, ReadCalendar> Calendars)
{
    /// <summary>Up to so many calendars are read one by one, more as the list of all.</summary>
    private const int MaxSingleReads = 8;

    /// <summary>About the bytes that it occupies.</summary>
    public long Footprint => 512 + Calendars.Count * 1024L + Changes.Changes.Sum(changed => 512L + (changed is EntityChange<CalendarEvent> { Item.Content: var content }
        ? 2L * (content.Title.Length + (content.Description?.Length ?? 0) + (content.Location?.Length ?? 0) + (content.Uid?.Length ?? 0)
            + content.Assignees.Length * 64L + (content.Recurrence is { } recurrence ? 24L * (recurrence.Rules.Length + recurrence.Dates.Length + recurrence.ExceptionDates.Length) : 0))
        : 0));

    public static async Task<ReadChanges> OfAsync(ICalendarStore store, TenantId tenant, ChangeSet changes, CancellationToken cancellationToken)
    {
        var calendars = changes.Of<TeamCalendar>().ToImmutableDictionary(changed => changed.Id, changed => new ReadCalendar(changed.Item?.Content), StringComparer.Ordinal);
        var others = changes.Of<CalendarEvent>().Select(changed => changed.Parent).Distinct(StringComparer.Ordinal).Where(id => !calendars.ContainsKey(id)).ToList();
        if (others.Count <= MaxSingleReads)
        {
            var found = await Task.WhenAll(others.Select(id => FindAsync(store, tenant, CalendarId.Parse(id), cancellationToken)));
            return new(changes, calendars.AddRange(others.Zip(found).Select(pair => KeyValuePair.Create(pair.First, pair.Second))));
        }

        var all = (await store.ListCalendarsAsync(tenant, cancellationToken)).ToDictionary(calendar => calendar.Id.Value, calendar => calendar.Content, StringComparer.Ordinal);
        // What the list lacks is deleted or damaged: only administrators see its events then.
        return new(changes, calendars.AddRange(others.Select(id => KeyValuePair.Create(id, all.TryGetValue(id, out var content) ? new ReadCalendar(content) : new ReadCalendar(null, IsDamaged: true)))));
    }

    private static async Task<ReadCalendar> FindAsync(ICalendarStore store, TenantId tenant, CalendarId id, CancellationToken cancellationToken)
    {
        try
        {
            return new ReadCalendar((await store.FindCalendarAsync(tenant, id, cancellationToken))?.Content);
        }
        catch (UnreadableEntityException)
        {
            return new ReadCalendar(null, IsDamaged: true);
        }
    }
}

/// <param name="Content">Null when it was deleted, and when it cannot be read.</param>
internal sealed record ReadCalendar(CalendarContent? Content, bool IsDamaged = false);
