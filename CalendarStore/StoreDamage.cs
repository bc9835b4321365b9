using System.Collections.Concurrent;
using CalendarStore.Entities;
using Microsoft.Extensions.Logging;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore;

/// <summary>
/// Remembers that something stored is damaged. The store is unhealthy from then on: what is damaged does not mend itself. A damaged item is forgotten when it
/// is replaced or deleted; a damaged file when the program is started again.
/// </summary>
internal sealed partial class StoreDamage(ILogger<StoreDamage> logger)
{
    /// <summary>Each damaged item is logged once; of more than these, nothing new is learned.</summary>
    private const int MaxItems = 1_000;

    private readonly ConcurrentDictionary<(TenantId Tenant, EntityKey Key), UnreadableEntityException> items = new();
    private volatile string? ofFile;

    public void Report(TenantId tenant, IReadOnlyList<UnreadableEntityException> damages)
    {
        foreach (var damage in damages)
        {
            Report(tenant, damage);
        }
    }

    /// <returns>The same exception.</returns>
    public UnreadableEntityException Report(TenantId tenant, UnreadableEntityException damage)
    {
        if (items.Count < MaxItems && items.TryAdd((tenant, damage.Key), damage))
        {
            Log.Unreadable(logger, tenant.Value, damage.Key.ToString(), damage);
        }

        return damage;
    }

    /// <summary>What a write replaced or deleted is damaged no longer, nor is what was deleted with it.</summary>
    public void Wrote<T>(TenantId tenant, EntityWrite<T> write, T result)
    {
        if (items.IsEmpty || result is not WriteResult<Entity>.Written written)
        {
            return;
        }

        foreach (var item in items.Keys.Where(item => item.Tenant == tenant && write.Keys.Any(key => item.Key == key || written.Item is null && item.Key.ParentKey == key)))
        {
            items.TryRemove(item, out _);
        }
    }

    /// <param name="reason">A sentence.</param>
    public void Report(string reason, Exception? exception = null)
    {
        if (Interlocked.CompareExchange(ref ofFile, $"The calendar store is damaged: {reason}", null) is null)
        {
            Log.Damaged(logger, reason, exception);
        }
    }

    /// <exception cref="StoreUnavailableException">Something stored is damaged.</exception>
    public void Check()
    {
        if ((ofFile ?? (items.Values.FirstOrDefault() is { } damage ? $"The calendar store is damaged: {damage.Message}" : null)) is { } reason)
        {
            throw new StoreUnavailableException(reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The stored {Key} of tenant {Tenant} cannot be read. Pages leave it out. Delete it, or restore it from a backup.")]
        public static partial void Unreadable(ILogger logger, Guid tenant, string key, Exception exception);

        [LoggerMessage(LogLevel.Critical, "The calendar store is damaged: {Reason} Stop the programs and restore the store from a backup.")]
        public static partial void Damaged(ILogger logger, string reason, Exception? exception);
    }
}
