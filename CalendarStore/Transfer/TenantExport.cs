using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;

namespace CalendarStore.Transfer;

/// <summary>Writes all items of a tenant as lines of JSON: to move to another store, for a backup, to leave.</summary>
/// <remarks>
/// What is moved is what there is: contents. Versions, ETags and tombstones belong to the store's epoch and stay behind, so clients of the new store do a full read.
/// </remarks>
public static class TenantExport
{
    /// <summary>Items per page, and at most between two reports of progress.</summary>
    private const int PageSize = StoreLimits.MaxPageSize;

    /// <param name="destination">Written to from where it stands; the last line says that all is there.</param>
    /// <returns>What was written, and whether somebody changed the tenant meanwhile: then it is complete, but does not show the tenant at one moment.</returns>
    /// <exception cref="InvalidDataException">An item is damaged: the export would lack it.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public static async Task<(TransferReport Report, bool Changed)> WriteAsync(
        CalendarStoreConnection connection, TenantId tenant, Stream destination, TimeProvider time, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var store = connection.Entities;
        var before = await store.GetPositionAsync(tenant, cancellationToken);
        using var digest = new ContentDigest(store.Kinds);
        await destination.WriteAsync(TransferLine.Tenant(tenant, Instant.FromDateTimeOffset(time.GetUtcNow())), cancellationToken);
        foreach (var kind in store.Kinds.ChildrenOf(null))
        {
            await WriteAllAsync(kind, "");
        }

        await destination.WriteAsync(digest.End(), cancellationToken);
        await destination.FlushAsync(cancellationToken);
        return (digest.Report(), await store.GetPositionAsync(tenant, cancellationToken) != before);

        async Task WriteAllAsync(EntityKind kind, string parent)
        {
            for (string? after = null; ;)
            {
                var page = await store.ListAsync(tenant, kind, parent, window: null, after, PageSize, cancellationToken);
                if (page?.Unreadable is [var damage, ..])
                {
                    throw new InvalidDataException($"{damage.Message} The store is damaged: restore it from a backup.", damage);
                }

                foreach (var entity in page?.Items ?? [])
                {
                    digest.Add(entity.Key, entity.Content);
                    await destination.WriteAsync(TransferLine.Item(entity.Key, entity.Content, entity.Revision), cancellationToken);
                    foreach (var child in store.Kinds.ChildrenOf(kind))
                    {
                        await WriteAllAsync(child, entity.Key.Id);
                    }
                }

                progress?.Report(new TransferProgress("export", digest.Items));
                after = page?.Next;
                if (after is null)
                {
                    return;
                }

            }
        }
    }
}
