using System.Globalization;
using System.Text;
using CalendarStore.Changes;
using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using Microsoft.Azure.Cosmos;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Tenants;

namespace CalendarStore.Cosmos.Reading;

/// <summary>
/// Catching up is a query by version in the tenant's partition, not a reading of the change feed: a version is the same number in a push, in a token and in every process,
/// a document lies at its latest version only (each thing once, in order), and tombstones that are gone are known by <see cref="HeadDocument.HorizonAt"/>. A continuation of the
/// change feed would be none of that: it is long, bound to physical partitions, and does not notice that something was forgotten.
/// </summary>
internal static class TenantChanges
{
    public static async Task<ChangesResult> ReadAsync(TenantPartition partition, string epoch, Position since, int limit, Instant now, CancellationToken cancellationToken)
    {
        // The head first: all up to its version is committed, and the query below sees it. What comes meanwhile has a higher version, and is left for the next time.
        var (head, _) = await partition.FindAsync<HeadDocument>("changes", DocumentIds.Head, cancellationToken);
        head ??= new HeadDocument { Tenant = partition.Tenant };
        if (since.Epoch != epoch || since.Version > head.HeadVersion || since.Version < head.HorizonAt(now))
        {
            return new ChangesResult.Expired(new Position(epoch, head.HeadVersion));
        }

        var found = since.Version == head.HeadVersion
            ? []
            : await partition.QueryAsync<EntityDocument>("changes", Query(head, since.Version), limit, cancellationToken);
        return new ChangesResult.Found(new ChangeSet
        {
            Epoch = epoch,
            From = since.Version,
            To = found.Count < limit ? head.HeadVersion : found[^1].Version!.Value,
            Head = head.HeadVersion,
            Calendars = [.. found.Where(item => item.EventId is null).Select(item =>
                new ChangedCalendar(CalendarId.Parse(item.Calendar), item.Version!.Value, item.IsTombstone ? null : item.ToCalendar()))],
            Events = [.. found.Where(item => item.EventId is not null).Select(item =>
                new ChangedEvent(CalendarId.Parse(item.Calendar), EventId.Parse(item.EventId!), item.Version!.Value, item.IsTombstone ? null : item.ToEvent()))],
        });
    }

    /// <summary>Events that went with their calendar are left out, also while they are still to be swept.</summary>
    private static QueryDefinition Query(HeadDocument head, long since)
    {
        var text = new StringBuilder("SELECT * FROM c WHERE c.tenant = @tenant AND c.version > @since AND c.version <= @head");
        var swept = head.Sweeps.Where(sweep => sweep.Version > since).ToList();
        for (var i = 0; i < swept.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $" AND NOT (c.calendar = @calendar{i} AND c.version < @deleted{i})");
        }

        var query = new QueryDefinition(text.Append(" ORDER BY c.version").ToString()).WithParameter("@since", since).WithParameter("@head", head.HeadVersion);
        for (var i = 0; i < swept.Count; i++)
        {
            query.WithParameter($"@calendar{i}", swept[i].Calendar).WithParameter($"@deleted{i}", swept[i].Version);
        }

        return query;
    }
}
