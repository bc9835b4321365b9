using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using CalendarStore.Entities;
using Microsoft.Azure.Cosmos;
using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Events;

namespace CalendarStore.Cosmos.Reading;

internal static class EntityReads
{
    public static async Task<Entity?> FindAsync(TenantPartition partition, EntityKey key, CancellationToken cancellationToken)
    {
        var parent = key.ParentKey is { } parentKey ? FindAliveAsync(partition, parentKey, cancellationToken) : Task.FromResult<EntityDocument?>(null);
        var (document, _) = await partition.FindAsync<EntityDocument>(key.Kind.Name, key.ToString(), cancellationToken);
        var home = await parent;
        return document is not null && document.IsAlive(home) ? document.ToEntity(key.Kind) : null;
    }

    public static async Task<EntityPage?> ListAsync(
        TenantPartition partition, EntityKind kind, string parent, Interval? window, string? after, int limit, CancellationToken cancellationToken)
    {
        var home = kind.Parent is { } parentKind ? await FindAliveAsync(partition, new EntityKey(parentKind, parent), cancellationToken) : null;
        if (kind.Parent is not null && home is null)
        {
            return null;
        }

        var page = new PageBuilder<Entity, string>(limit, "");
        if (window is { } interval && after is null)
        {
            // Most windows fit on a page. Sorted here, the query needs the two span indexes alone; sorted there, it walks the parent's entities by id.
            var (few, whole) = await partition.QueryAsync<EntityDocument>("window", Query(partition, kind, parent, home, interval, null, ordered: false), limit, onlyFirstPage: true, cancellationToken);
            if (whole)
            {
                _ = few.OrderBy(document => document.EntityId, StringComparer.Ordinal).All(Take);
                return EntityPage.Of(page);
            }
        }

        await partition.EachAsync<EntityDocument>(kind.Plural, Query(partition, kind, parent, home, window, after, ordered: true), limit, Take, cancellationToken);
        return EntityPage.Of(page);

        bool Take(EntityDocument document) => page.Take(document.EntityId, document.ContentSize, () => document.ToEntity(kind));
    }

    private static async Task<EntityDocument?> FindAliveAsync(TenantPartition partition, EntityKey key, CancellationToken cancellationToken)
    {
        var (document, _) = await partition.FindAsync<EntityDocument>(key.Kind.Name, key.ToString(), cancellationToken);
        return document is { IsTombstone: false } ? document : null;
    }

    /// <summary>The range of ids is found and sorted by the index that every container has. Tombstones in it are few.</summary>
    private static QueryDefinition Query(TenantPartition partition, EntityKind kind, string parent, EntityDocument? home, Interval? window, string? after, bool ordered)
    {
        var (first, before) = DocumentIds.Of(kind, parent);
        var text = "SELECT * FROM c WHERE c.tenant = @tenant AND c.id > @after AND c.id < @before"
            // A damaged version is no number: the document is there, and is reported as one that cannot be read.
            + (home is null ? "" : $" AND {partition.IsChild} AND (c.version > @born OR NOT IS_NUMBER(c.version))")
            + (window is null ? " AND NOT IS_DEFINED(c.ttl)" : " AND c.spanEnd > @start AND c.spanStart < @end")
            + (ordered ? " ORDER BY c.id" : "");
        var query = new QueryDefinition(text).WithParameter("@after", first + after).WithParameter("@before", before);
        if (home is not null)
        {
            query.WithParameter("@parent", parent).WithParameter("@born", home.Born ?? 0);
        }

        if (window is { } interval)
        {
            var span = MillisecondSpan.Of(EventSpan.Of(interval));
            query.WithParameter("@start", span.Start).WithParameter("@end", span.End);
        }

        return query;
    }
}
