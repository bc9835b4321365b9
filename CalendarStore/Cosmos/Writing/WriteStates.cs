using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using Microsoft.Azure.Cosmos;
using TeamCalendars.Calendars;

namespace CalendarStore.Cosmos.Writing;

internal static class WriteStates
{
    private const int MaxParallelReads = 16;

    /// <summary>Reads what the jobs need.</summary>
    public static async Task<WriteState> ReadAsync(
        TenantPartition partition, HeadDocument head, string? headETag, IReadOnlyList<ITenantWriteJob> jobs, CancellationToken cancellationToken)
    {
        var documents = new Dictionary<string, EntityDocument?>(StringComparer.Ordinal);
        foreach (var ids in jobs.SelectMany(job => job.Ids).Distinct().Chunk(MaxParallelReads))
        {
            var found = await Task.WhenAll(ids.Select(id => partition.FindAsync<EntityDocument>("write", id, cancellationToken)));
            foreach (var (id, (document, _)) in ids.Zip(found))
            {
                documents[id] = document;
            }
        }

        var fewEvents = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var calendar in jobs.Select(job => job.EventsOf).OfType<CalendarId>().Distinct())
        {
            var events = await EventsOfAsync(partition, calendar, long.MaxValue >> 12, CalendarWrites.MaxEventsInBatch + 1, cancellationToken);
            if (events.Count <= CalendarWrites.MaxEventsInBatch)
            {
                fewEvents[calendar.Value] = [.. events.Select(item => item.Id)];
                events.ForEach(item => documents.TryAdd(item.Id, item));
            }
        }

        return new WriteState(head, headETag, documents, fewEvents);
    }

    /// <summary>Events and tombstones of events that changes would still list.</summary>
    public static Task<List<EntityDocument>> EventsOfAsync(TenantPartition partition, CalendarId calendar, long upTo, int limit, CancellationToken cancellationToken)
    {
        var (after, before) = DocumentIds.EventsOf(calendar);
        var query = new QueryDefinition("SELECT * FROM c WHERE c.tenant = @tenant AND c.calendar = @calendar AND c.version <= @upTo AND c.id > @after AND c.id < @before")
            .WithParameter("@calendar", calendar.Value)
            .WithParameter("@upTo", upTo)
            .WithParameter("@after", after)
            .WithParameter("@before", before);
        return partition.QueryAsync<EntityDocument>("sweep", query, limit, cancellationToken);
    }
}
