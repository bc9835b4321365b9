using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using Microsoft.Azure.Cosmos;
using TeamCalendars.Entities;

namespace CalendarStore.Cosmos.Writing;

internal static class GroupStates
{
    private const int MaxParallelReads = 16;

    /// <summary>Reads what the jobs need.</summary>
    public static async Task<GroupState> ReadAsync(
        TenantPartition partition, EntityKinds kinds, HeadDocument head, IReadOnlyList<ITenantWriteJob> jobs, CancellationToken cancellationToken)
    {
        var documents = new Dictionary<string, EntityDocument?>(StringComparer.Ordinal);
        var keys = jobs.SelectMany(job => job.Keys).SelectMany(key => key.ParentKey is { } parent ? [parent, key] : (EntityKey[])[key]).Distinct();
        foreach (var ids in keys.Select(key => key.ToString()).Chunk(MaxParallelReads))
        {
            var found = await Task.WhenAll(ids.Select(id => partition.FindAsync<EntityDocument>("write", id, cancellationToken)));
            foreach (var (id, (document, _)) in ids.Zip(found))
            {
                documents[id] = document;
            }
        }

        var fewChildren = new Dictionary<EntityKey, IReadOnlyList<string>>();
        foreach (var parent in jobs.Select(job => job.ChildrenOf).OfType<EntityKey>().Distinct())
        {
            var children = await ChildrenOfAsync(partition, kinds, parent, long.MaxValue >> 12, StoreLimits.MaxChildrenAtOnce + 1, cancellationToken);
            if (children.Count <= StoreLimits.MaxChildrenAtOnce)
            {
                fewChildren[parent] = [.. children.Select(child => child.Id)];
                children.ForEach(child => documents.TryAdd(child.Id, child));
            }
        }

        return new GroupState(head, documents, fewChildren);
    }

    /// <summary>Children and tombstones of children that changes would still list.</summary>
    public static async Task<List<EntityDocument>> ChildrenOfAsync(
        TenantPartition partition, EntityKinds kinds, EntityKey parent, long upTo, int limit, CancellationToken cancellationToken)
    {
        var children = new List<EntityDocument>();
        foreach (var kind in kinds.ChildrenOf(parent.Kind).TakeWhile(_ => children.Count < limit))
        {
            var (after, before) = DocumentIds.Of(kind, parent.Id);
            var query = new QueryDefinition($"SELECT * FROM c WHERE c.tenant = @tenant AND {partition.IsChild} AND c.version <= @upTo AND c.id > @after AND c.id < @before")
                .WithParameter("@parent", parent.Id)
                .WithParameter("@upTo", upTo)
                .WithParameter("@after", after)
                .WithParameter("@before", before);
            children.AddRange(await partition.QueryAsync<EntityDocument>("sweep", query, limit - children.Count, cancellationToken));
        }

        return children;
    }
}
