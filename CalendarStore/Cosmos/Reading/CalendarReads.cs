using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using Microsoft.Azure.Cosmos;
using TeamCalendars.Calendars;

namespace CalendarStore.Cosmos.Reading;

internal static class CalendarReads
{
    /// <returns>Null also when it was deleted.</returns>
    public static async Task<EntityDocument?> FindAsync(TenantPartition partition, CalendarId id, CancellationToken cancellationToken)
    {
        var (calendar, _) = await partition.FindAsync<EntityDocument>("calendar", DocumentIds.Of(id), cancellationToken);
        return calendar is { IsTombstone: false } ? calendar : null;
    }

    public static async Task<IReadOnlyList<TeamCalendar>> ListAsync(TenantPartition partition, CancellationToken cancellationToken)
    {
        // A range of ids: found and sorted by the index that every container has. Tombstones in it are few.
        var query = new QueryDefinition("SELECT * FROM c WHERE c.tenant = @tenant AND c.id > @after AND c.id < @before AND IS_DEFINED(c.calendarContent) ORDER BY c.id")
            .WithParameter("@after", DocumentIds.Calendars.After)
            .WithParameter("@before", DocumentIds.Calendars.Before);
        var found = await partition.QueryAsync<EntityDocument>("calendars", query, StoreLimits.MaxCalendars, cancellationToken);
        return [.. found.Select(calendar => calendar.ToCalendar())];
    }
}
