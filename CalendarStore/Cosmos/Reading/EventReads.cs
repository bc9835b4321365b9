using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using Microsoft.Azure.Cosmos;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;

namespace CalendarStore.Cosmos.Reading;

internal static class EventReads
{
    public static async Task<CalendarEvent?> FindAsync(TenantPartition partition, CalendarId calendar, EventId id, CancellationToken cancellationToken)
    {
        var home = CalendarReads.FindAsync(partition, calendar, cancellationToken);
        var (item, _) = await partition.FindAsync<EntityDocument>("event", DocumentIds.Of(calendar, id), cancellationToken);
        return await home is { } found && IsAlive(item, found) ? item!.ToEvent() : null;
    }

    public static bool IsAlive(EntityDocument? item, EntityDocument calendar) => item is { IsTombstone: false } && item.Version > calendar.Born;

    public static async Task<IReadOnlyList<CalendarEvent>?> ListAsync(
        TenantPartition partition, CalendarId calendar, Interval? window, EventId? after, int limit, CancellationToken cancellationToken)
    {
        if (await CalendarReads.FindAsync(partition, calendar, cancellationToken) is not { } home)
        {
            return null;
        }

        if (window is { } interval && after is null)
        {
            // Most windows fit on a page. Sorted here, the query needs the two span indexes alone; sorted there, it walks the calendar by id.
            var (few, whole) = await partition.QueryAsync<EntityDocument>("window", Query(home, calendar, interval, null, ordered: false), limit, onlyFirstPage: true, cancellationToken);
            if (whole)
            {
                return [.. few.OrderBy(item => item.EventId, StringComparer.Ordinal).Select(item => item.ToEvent())];
            }
        }

        var found = await partition.QueryAsync<EntityDocument>("events", Query(home, calendar, window, after, ordered: true), limit, cancellationToken);
        return [.. found.Select(item => item.ToEvent())];
    }

    private static QueryDefinition Query(EntityDocument home, CalendarId calendar, Interval? window, EventId? after, bool ordered)
    {
        var (first, before) = DocumentIds.EventsOf(calendar);
        var text = "SELECT * FROM c WHERE c.tenant = @tenant AND c.calendar = @calendar AND c.version > @born AND c.id > @after AND c.id < @before"
            + (window is null ? " AND IS_DEFINED(c.spanEnd)" : " AND c.spanEnd > @start AND c.spanStart < @end")
            + (ordered ? " ORDER BY c.id" : "");
        var query = new QueryDefinition(text)
            .WithParameter("@calendar", calendar.Value)
            .WithParameter("@born", home.Born)
            .WithParameter("@after", after is { } id ? DocumentIds.Of(calendar, id) : first)
            .WithParameter("@before", before);
        if (window is { } interval)
        {
            var span = MillisecondSpan.Of(EventSpan.Of(interval));
            query.WithParameter("@start", span.Start).WithParameter("@end", span.End);
        }

        return query;
    }
}
