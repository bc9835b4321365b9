using System.Text.Json;
using CalendarApi.Authentication;
using CalendarApi.Limits;
using CalendarApi.Telemetry;
using CalendarApi.Wire;
using CalendarStore;
using CalendarStore.Changes;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;

namespace CalendarApi.Changes;

/// <summary>
/// Caches recently read pages of changes, and the answers that were written from them. A page is read once for all callers; callers that see the same of it get the same bytes.
/// Clients that reconnect together send the same request: the first one reads the store, the others wait for its result.
/// The tenant is part of the key and comes from the validated token, so a page never leaves its tenant. The cache is bounded in bytes and evicts pages when full.
/// </summary>
/// <remarks>Not a HybridCache, measured beside this in one process: a hit costs it 190 ns and 288 B (here 94 ns, 136 B), a thousand callers at once 230 µs (here 178 µs), and it has no sliding expiration.</remarks>
internal sealed class ChangesCache : IDisposable
{
    private readonly ICalendarStore store;
    private readonly WorkPlaces places;
    private readonly CancellationToken stopping;
    private readonly MemoryCache cache;
    private readonly SharedReads<ChangesKey, ReadChanges> pages;
    private readonly SharedReads<AnswerKey, ChangesPage> answers;

    public ChangesCache(ICalendarStore store, WorkPlaces places, IOptions<ChangesOptions> options, IHostApplicationLifetime lifetime)
    {
        (this.store, this.places, stopping) = (store, places, lifetime.ApplicationStopping);
        cache = new MemoryCache(new MemoryCacheOptions { SizeLimit = options.Value.CacheSize });
        pages = new(cache, options.Value.CacheLifetime, page => page.Footprint);
        answers = new(cache, options.Value.CacheLifetime, answer => answer.Footprint);
    }

    /// <param name="encoding">What the caller wants to have. An answer that is written for it is compressed in the same place.</param>
    /// <returns>A refusal when too many requests of the tenant wait; no page when the position has expired: the client needs a full read.</returns>
    public async Task<(ChangesPage? Page, Refusal? Refusal)> GetAsync(Caller caller, ChangesKey key, string? encoding, CancellationToken cancellationToken)
    {
        var (page, refusal) = await pages.GetAsync(
            key, (Cache: this, Caller: caller), static state => state.Cache.places.GetInLine(state.Caller), static (key, state, place) => state.Cache.ReadAsync(key, place), cancellationToken);
        if (page is null)
        {
            return (null, refusal);
        }

        var view = ChangesView.Of(page, caller.Member);
        return await answers.GetAsync(
            new AnswerKey(key, view.Rights), (Cache: this, Page: page, View: view, Encoding: encoding),
            static _ => new Place(), static (key, state, _) => state.Cache.WriteAsync(key.Page, state.Page, state.View, state.Encoding), cancellationToken);
    }

    public void Dispose() => cache.Dispose();

    private async Task<(ReadChanges? Page, Refusal? Refusal)> ReadAsync(ChangesKey key, Place place)
    {
        await places.TakeAsync(place, key.Tenant, stopping);
        if (place.Refusal is { } refusal)
        {
            return (null, refusal);
        }

        using var activity = Instruments.Activities.StartActivity("read changes");
        if (await store.GetChangesAsync(key.Tenant, key.Since, key.Limit, stopping) is not ChangesResult.Found { Changes: var changes })
        {
            return default;
        }

        activity?.SetTag("calendar.changes.items", changes.Changes.Length);
        return (await ReadChanges.OfAsync(store, key.Tenant, changes, stopping), null);
    }

    private async Task<(ChangesPage? Page, Refusal? Refusal)> WriteAsync(ChangesKey key, ReadChanges page, ChangesView view, string? encoding)
    {
        using var place = await places.TakeAgainAsync(key.Tenant, stopping);
        var drawn = ChangesJson.Of(key.Tenant, page.Changes, view);
        var json = JsonSerializer.SerializeToUtf8Bytes(drawn, WireFormat.Json.ChangesJson);
        var answer = new ChangesPage(json, drawn.Calendars.Count + drawn.Events.Count + drawn.People.Count, page.Changes.Head);
        answer.In(encoding);
        return (answer, null);
    }
}
