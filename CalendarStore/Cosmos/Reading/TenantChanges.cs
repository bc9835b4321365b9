using System.Globalization;
using System.Text;
using CalendarStore.Changes;
using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using CalendarStore.Entities;
using Microsoft.Azure.Cosmos;
using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;

namespace CalendarStore.Cosmos.Reading;

/// <summary>
/// Catching up is a query by version in the tenant's partition, not a reading of the change feed: a version is the same number in a push, in a token and in every process,
/// a document lies at its latest version only (each thing once, in order), and tombstones that are gone are known by <see cref="HeadDocument.HorizonAt"/>. A continuation of the
/// change feed would be none of that: it is long, bound to physical partitions, and does not notice that something was forgotten.
/// </summary>
internal static class TenantChanges
{
    public static async Task<(ChangesResult Result, IReadOnlyList<UnreadableEntityException> Unreadable)> ReadAsync(TenantPartition partition, EntityKinds kinds, string epoch, Position since, int limit, Instant now, CancellationToken cancellationToken)
    {
        // The head first: all up to its version is committed, and the query below sees it. What comes meanwhile has a higher version, and is left for the next time.
        var (head, _) = await partition.FindAsync<HeadDocument>("changes", DocumentIds.Head, cancellationToken);
        head ??= new HeadDocument { Tenant = partition.Tenant };
        if (since.Epoch != epoch || since.Version > head.HeadVersion || since.Version < head.HorizonAt(now))
        {
            return (new ChangesResult.Expired(new Position(epoch, head.HeadVersion)), []);
        }

        var page = new PageBuilder<EntityChange, long>(limit, since.Version);
        if (since.Version < head.HeadVersion)
        {
            await partition.EachAsync<EntityDocument>(
                "changes",
                Query(head, kinds, since.Version),
                limit,
                document => page.Take(document.Version!.Value, document.ContentSize, () => Change(document, kinds)),
                cancellationToken);
        }

        return (new ChangesResult.Found(new ChangeSet
        {
            Epoch = epoch,
            From = since.Version,
            To = page.HasMore ? page.Last : head.HeadVersion,
            Head = head.HeadVersion,
            Changes = [.. page.Items],
        }), page.Unreadable);
    }

    /// <returns>Null for an entity of an unknown kind.</returns>
    private static EntityChange? Change(EntityDocument document, EntityKinds kinds) => kinds.Find(document.Kind) is { } kind
        ? kind.Changed(new EntityKey(kind, document.Parent ?? "", document.EntityId), document.Version!.Value, document.IsTombstone ? null : document.ToEntity(kind))
        : null;

    /// <summary>Entities that were deleted with their parent are left out, also while they are still to be swept.</summary>
    private static QueryDefinition Query(HeadDocument head, EntityKinds kinds, long since)
    {
        var text = new StringBuilder("SELECT * FROM c WHERE c.tenant = @tenant AND c.version > @since AND c.version <= @head");
        var swept = (
            from sweep in head.Sweeps
            where sweep.Version > since
            let parent = sweep.ParentOf(kinds)
            where parent is not null
            from kind in kinds.ChildrenOf(parent.Value.Kind)
            select (Ids: DocumentIds.Of(kind, parent.Value.Id), sweep.Version)).ToList();
        for (var i = 0; i < swept.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $" AND NOT (c.id > @after{i} AND c.id < @before{i} AND c.version < @deleted{i})");
        }

        var query = new QueryDefinition(text.Append(" ORDER BY c.version").ToString()).WithParameter("@since", since).WithParameter("@head", head.HeadVersion);
        for (var i = 0; i < swept.Count; i++)
        {
            query.WithParameter($"@after{i}", swept[i].Ids.After).WithParameter($"@before{i}", swept[i].Ids.Before).WithParameter($"@deleted{i}", swept[i].Version);
        }

        return query;
    }
}
