using System.Net;
using CalendarStore.Cosmos.Access;
using CalendarStore.Cosmos.Documents;
using Microsoft.Azure.Cosmos;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Entities;

namespace CalendarStore.Cosmos.Writing;

/// <summary>
/// Makes the children of deleted parents tombstones, a batch at a time. Readers see no difference: the head says that they are gone from the moment the parent was deleted.
/// Tombstones go by their TTL. Several processes may sweep at once; each document has its own condition.
/// </summary>
internal sealed class Sweeping(CosmosDatabase database, EntityKinds kinds)
{
    private const int MaxPerBatch = 90;

    /// <returns>True when there may be more to do.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var opened = await database.OpenAsync(cancellationToken);
        var tenants = await SweepingTenantsAsync(opened.Items, cancellationToken);
        var more = false;
        foreach (var tenant in tenants)
        {
            more |= await SweepAsync(opened.Of(tenant), cancellationToken);
        }

        return more;
    }

    private static async Task<List<string>> SweepingTenantsAsync(Container items, CancellationToken cancellationToken)
    {
        using var pages = items.GetItemQueryIterator<string>(new QueryDefinition("SELECT VALUE c.tenant FROM c WHERE c.sweeping = true"));
        var tenants = new List<string>();
        while (pages.HasMoreResults)
        {
            tenants.AddRange(await CosmosCalls.RunAsync("sweep", () => pages.ReadNextAsync(cancellationToken), page => page.RequestCharge, cancellationToken));
        }

        return tenants;
    }

    private async Task<bool> SweepAsync(TenantPartition partition, CancellationToken cancellationToken)
    {
        var (head, etag) = await partition.FindAsync<HeadDocument>("sweep", DocumentIds.Head, cancellationToken);
        if (head?.Sweeps is not [var sweep, ..] || sweep.ParentOf(kinds) is not { } parent)
        {
            return false;
        }

        var children = await GroupStates.ChildrenOfAsync(partition, kinds, parent, sweep.Version, MaxPerBatch, cancellationToken);
        var batch = partition.CreateBatch();
        // The tenant's numbers go down with what is swept, in the same batch. Those of an older program are counted anew by the next write.
        var rest = head.Bytes is null ? head : children.Where(child => !child.IsTombstone).Aggregate(
            head, (head, child) => head.WithMore(kinds.Find(child.Kind)!, -1, -child.ContentSize));
        rest = children.Count > 0 ? rest : head with { Sweeps = head.Sweeps.Remove(sweep) };
        batch.ReplaceItemStream(DocumentIds.Head, new MemoryStream(DocumentJson.Write(rest)), new TransactionalBatchItemRequestOptions { IfMatchEtag = etag });

        var at = InstantPattern.ExtendedIso.Format(Instant.FromUnixTimeMilliseconds(sweep.At));
        foreach (var item in children)
        {
            var tombstone = DocumentJson.Write(item.DeletedWithParent(at));
            batch.ReplaceItemStream(item.Id, new MemoryStream(tombstone), new TransactionalBatchItemRequestOptions { IfMatchEtag = item.StoredETag });
        }

        using var response = await CosmosCalls.RunAsync("sweep", () => batch.ExecuteAsync(cancellationToken), answer => answer.RequestCharge, cancellationToken);
        if (response.IsSuccessStatusCode)
        {
            StoreTelemetry.Purged.Add(children.Count);
            return true;
        }

        return response.StatusCode switch
        {
            // Written to meanwhile, or gone: looked at again. Whatever else it is, the next round meets it as well.
            HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound or HttpStatusCode.Conflict => true,
            // A process that may only read leaves it to those that may write.
            HttpStatusCode.Forbidden => false,
            var status => throw CosmosFaults.Of(status, 0, response.RetryAfter, null),
        };
    }
}
