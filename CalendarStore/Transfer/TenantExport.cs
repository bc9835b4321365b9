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
    /// <returns>
    /// What was written; whether somebody changed the tenant meanwhile: then it is complete, but does not show the tenant at one moment; and what the file lacks because it is
    /// damaged, as sentences. One damaged item must not cost the others.
    /// </returns>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public static async Task<(TransferReport Report, bool Changed, IReadOnlyList<string> LeftOut)> WriteAsync(
        CalendarStoreConnection connection, TenantId tenant, Stream destination, TimeProvider time, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var store = connection.Entities;
        var before = await store.GetPositionAsync(tenant, cancellationToken);
        using var digest = new ContentDigest(store.Kinds);
        var leftOut = new List<string>();
        await destination.WriteAsync(TransferLine.Tenant(tenant, Instant.FromDateTimeOffset(time.GetUtcNow())), cancellationToken);
        foreach (var kind in store.Kinds.ChildrenOf(null))
        {
            await WriteAllAsync(kind, "");
        }

        await destination.WriteAsync(digest.End(), cancellationToken);
        await destination.FlushAsync(cancellationToken);
        return (digest.Report(), await store.GetPositionAsync(tenant, cancellationToken) != before, leftOut);

        async Task WriteAllAsync(EntityKind kind, string parent)
        {
            for (string? after = null; ;)
            {
                var page = await store.ListAsync(tenant, kind, parent, window: null, after, PageSize, cancellationToken);
                leftOut.AddRange((page?.Unreadable ?? []).Select(LeftOut));
                foreach (var entity in page?.Items ?? [])
                {
                    if (LineOf(entity) is not { } line)
                    {
                        continue;
                    }

                    digest.Add(entity.Key, entity.Content);
                    await destination.WriteAsync(line, cancellationToken);
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

        byte[]? LineOf(Entity entity)
        {
            try
            {
                return TransferLine.Item(entity.Key, entity.Content, entity.Revision);
            }
            catch (Exception exception) when (UnreadableEntityException.IsReason(exception))
            {
                leftOut.Add(LeftOut(new UnreadableEntityException(entity.Key, entity.Revision.ETag, exception)));
                return null;
            }
        }
    }

    private static string LeftOut(UnreadableEntityException damage) => damage.Key.Kind.Parent is null
        ? $"{damage.Message} The file lacks it and all that belongs to it. Replace it, then repeat the export."
        : $"{damage.Message} The file lacks it.";
}
