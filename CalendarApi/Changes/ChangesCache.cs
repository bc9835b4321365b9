using System.Collections.Concurrent;
using System.Text.Json;
using CalendarApi.Telemetry;
using CalendarApi.Wire;
using CalendarStore;
using CalendarStore.Changes;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace CalendarApi.Changes;

/// <summary>
/// Pages of changes that were read lately. Clients that come back together ask the same question: the first asks the store, the others wait for its answer.
/// The tenant is part of the key and comes from the validated token, so a page never leaves its tenant. Bounded in bytes: when full, pages fall out.
/// </summary>
internal sealed class ChangesCache(ICalendarStore store, IOptions<ChangesOptions> options, IHostApplicationLifetime lifetime) : IDisposable
{
    private readonly MemoryCache pages = new(new MemoryCacheOptions { SizeLimit = options.Value.CacheSize });
    private readonly ConcurrentDictionary<ChangesKey, Lazy<Task<ChangesPage?>>> reading = new();

    /// <returns>Null when the position is expired: the client must read afresh.</returns>
    public async Task<ChangesPage?> GetAsync(ChangesKey key, CancellationToken cancellationToken)
    {
        if (pages.TryGetValue(key, out ChangesPage? page))
        {
            return page;
        }

        // The read is nobody's own: one caller that hangs up must not take it from the others. And it runs by itself: a store that answers
        // without awaiting would else hold a thread of every caller in the Lazy until it is through.
        var read = reading.GetOrAdd(key, static (key, cache) => new(() => Task.Run(() => cache.ReadAsync(key))), this);
        return await read.Value.WaitAsync(cancellationToken);
    }

    public void Dispose() => pages.Dispose();

    private async Task<ChangesPage?> ReadAsync(ChangesKey key)
    {
        try
        {
            // Who looked just before another's read ended, and came here just after, finds its page now.
            if (pages.TryGetValue(key, out ChangesPage? just))
            {
                return just;
            }

            using var activity = Instruments.Activities.StartActivity("read changes");
            var result = await store.GetChangesAsync(key.Tenant, key.Since, key.Limit, lifetime.ApplicationStopping);
            if (result is not ChangesResult.Found { Changes: var changes })
            {
                return null;
            }

            var json = JsonSerializer.SerializeToUtf8Bytes(ChangesJson.Of(key.Tenant, changes), WireFormat.Json.ChangesJson);
            var page = new ChangesPage(json, changes.Calendars.Length + changes.Events.Length, changes.Head);
            activity?.SetTag("calendar.changes.items", page.Items);
            pages.Set(key, page, new MemoryCacheEntryOptions { Size = page.Footprint, SlidingExpiration = options.Value.CacheLifetime });
            return page;
        }
        finally
        {
            reading.TryRemove(key, out _);
        }
    }
}
