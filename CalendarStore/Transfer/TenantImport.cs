using System.Runtime.CompilerServices;
using CalendarStore.Entities;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Transfer;

/// <summary>Writes what <see cref="TenantExport"/> wrote into a tenant, of this store or another.</summary>
public static class TenantImport
{
    /// <summary>Batches on their way at once: a store commits what waits together.</summary>
    private const int MaxParallelBatches = 8;

    private const int MaxAttempts = 8;
    private static readonly Backoff Retries = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(30));

    /// <summary>Whether the tenant has any items.</summary>
    public static async Task<bool> HasItemsAsync(CalendarStoreConnection connection, TenantId tenant, CancellationToken cancellationToken)
    {
        foreach (var kind in connection.Entities.Kinds.ChildrenOf(null))
        {
            if (await connection.Entities.ListAsync(tenant, kind, "", window: null, after: null, limit: 1, cancellationToken) is { } page && page.Items.Count + page.Unreadable.Count > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads all of it and writes nothing.</summary>
    /// <exception cref="InvalidDataException">It is no complete and valid file; says the line and the reason.</exception>
    public static async Task<TransferReport> CheckAsync(Stream source, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        using var reader = new TransferReader(source, EntityKinds.All);
        await foreach (var _ in reader.ReadAsync(cancellationToken))
        {
            Report(progress, "check", reader.Digest);
        }

        return reader.Digest.Report();
    }

    /// <summary>
    /// Writes items over whatever is there under their ids; equal ones stay untouched, so an import that was broken off is completed by repeating it.
    /// Assignees that are texts (of an export of an older version) become people of the directory. What is not in the file stays. Check the file with <see cref="CheckAsync"/> first: then a bad file changes nothing.
    /// </summary>
    /// <exception cref="InvalidDataException">As from <see cref="CheckAsync"/>, found while writing.</exception>
    /// <exception cref="InvalidOperationException">The tenant is at a limit, or an item was deleted while its children were imported.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be written to, also after repetitions.</exception>
    public static async Task<TransferReport> WriteAsync(
        Stream source, CalendarStoreConnection connection, TenantId tenant, WriteContext context, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var store = connection.Entities;
        using var reader = new TransferReader(source, store.Kinds);
        await Parallel.ForEachAsync(
            BatchesAsync(reader, store, tenant, context, progress, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = MaxParallelBatches, CancellationToken = cancellationToken },
            async (batch, stop) => await WriteAsync(store, tenant, batch, context, stop));
        if (reader.EventsWithTexts > 0)
        {
            // Now that the directory of the file is there.
            await Patiently(async () =>
            {
                await new AssigneeMigration(store, tenant).RunAsync(cancellationToken);
                return true;
            }, cancellationToken);
        }

        return reader.Digest.Report() with { EventsWithTexts = reader.EventsWithTexts };
    }

    private static async IAsyncEnumerable<Batch> BatchesAsync(
        TransferReader reader, IEntityStore store, TenantId tenant, WriteContext context, IProgress<TransferProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var children = new List<(EntityKey Key, EntityContent Content)>();
        await foreach (var (key, content) in reader.ReadAsync(cancellationToken))
        {
            if (children.Count == StoreLimits.MaxBulkSize || (children.Count > 0 && key.ParentKey != children[0].Key.ParentKey))
            {
                yield return new Batch(children[0].Key.ParentKey!.Value, [.. children]);
                children.Clear();
            }

            if (key.ParentKey is not null)
            {
                children.Add((key, content));
            }
            else
            {
                // Before its children are written; those of the one before need not be finished.
                await PutAsync(store, tenant, key, content, context, cancellationToken);
            }

            Report(progress, "import", reader.Digest);
        }

        if (children.Count > 0)
        {
            yield return new Batch(children[0].Key.ParentKey!.Value, children);
        }
    }

    private static async Task WriteAsync(IEntityStore store, TenantId tenant, Batch batch, WriteContext context, CancellationToken cancellationToken)
    {
        var results = await Patiently(() => store.WriteAsync(tenant, EntityWrites.PutAll(batch.Parent, batch.Children, context), cancellationToken), cancellationToken)
            ?? throw new InvalidOperationException($"'{batch.Parent}' was deleted while its children were imported.");
        // Together they were too large for the store; alone they are not.
        foreach (var (child, _) in batch.Children.Zip(results).Where(pair => pair.Second is WriteResult<Entity>.LimitReached))
        {
            await PutAsync(store, tenant, child.Key, child.Content, context, cancellationToken);
        }
    }

    private static async Task PutAsync(IEntityStore store, TenantId tenant, EntityKey key, EntityContent content, WriteContext context, CancellationToken cancellationToken)
    {
        var result = await Patiently(() => store.WriteAsync(tenant, EntityWrites.Put(key, content, new WriteCondition.Overwrite(), context), cancellationToken), cancellationToken);
        if (result is not (WriteResult<Entity>.Written or WriteResult<Entity>.Unchanged))
        {
            throw new InvalidOperationException(result is WriteResult<Entity>.LimitReached limit ? limit.Limit : $"'{key}' could not be imported: its parent was deleted meanwhile.");
        }
    }

    /// <summary>An import is long, and a store that is throttled or restarted meanwhile comes back.</summary>
    private static async Task<T> Patiently<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write();
            }
            catch (StoreUnavailableException exception) when (exception.IsTransient && attempt < MaxAttempts)
            {
                await Task.Delay(Retries.After(attempt, exception.RetryAfter), cancellationToken);
            }
        }
    }

    private static void Report(IProgress<TransferProgress>? progress, string step, ContentDigest digest)
    {
        if (progress is not null && digest.Total % StoreLimits.MaxPageSize == 0)
        {
            progress.Report(new TransferProgress(step, digest.Items));
        }
    }

    private sealed record Batch(EntityKey Parent, IReadOnlyList<(EntityKey Key, EntityContent Content)> Children);
}
