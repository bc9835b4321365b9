using System.Collections.Concurrent;
using CalendarStore.Entities;
using Microsoft.Extensions.Logging;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;

namespace CalendarStore;

/// <summary>
/// Remembers that something stored is damaged. The store is unhealthy from then on, until the program is started again:
/// what is damaged does not mend itself, and an operator has to restore it.
/// </summary>
internal sealed partial class StoreDamage(ILogger<StoreDamage> logger)
{
    /// <summary>Each damaged item is logged once; of more than these, nothing new is learned.</summary>
    private const int MaxLogged = 1_000;

    private readonly ConcurrentDictionary<(TenantId Tenant, EntityKey Key), bool> logged = new();
    private volatile string? first;

    /// <summary>Reports what the work finds damaged.</summary>
    public async Task<T> WatchAsync<T>(TenantId tenant, Task<T> work)
    {
        try
        {
            return await work;
        }
        catch (UnreadableEntityException damage)
        {
            Report(tenant, damage);
            throw;
        }
    }

    public void Report(TenantId tenant, IReadOnlyList<UnreadableEntityException> damages)
    {
        foreach (var damage in damages)
        {
            Report(tenant, damage);
        }
    }

    private void Report(TenantId tenant, UnreadableEntityException damage)
    {
        first ??= $"The calendar store is damaged: {damage.Message}";
        if (logged.Count < MaxLogged && logged.TryAdd((tenant, damage.Key), true))
        {
            Log.Unreadable(logger, tenant.Value, damage.Key.ToString(), damage);
        }
    }

    /// <param name="reason">A sentence.</param>
    public void Report(string reason, Exception? exception = null)
    {
        if (Interlocked.CompareExchange(ref first, $"The calendar store is damaged: {reason}", null) is null)
        {
            Log.Damaged(logger, reason, exception);
        }
    }

    /// <exception cref="StoreUnavailableException">Something stored is damaged.</exception>
    public void Check()
    {
        if (first is { } reason)
        {
            throw new StoreUnavailableException(reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The stored {Key} of tenant {Tenant} cannot be read. Pages leave it out. Restore it from a backup.")]
        public static partial void Unreadable(ILogger logger, Guid tenant, string key, Exception exception);

        [LoggerMessage(LogLevel.Critical, "The calendar store is damaged: {Reason} Stop the programs and restore the store from a backup.")]
        public static partial void Damaged(ILogger logger, string reason, Exception? exception);
    }
}
