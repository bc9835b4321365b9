using System.Collections.Concurrent;
using CalendarApi.Limits;
using Microsoft.Extensions.Caching.Memory;

namespace CalendarApi.Changes;

/// <summary>Reads that are kept for a while. Of callers that ask for the same at the same time the first one reads, and the others wait for its result.</summary>
internal sealed class SharedReads<TKey, TValue>(MemoryCache cache, TimeSpan lifetime, Func<TValue, long> sizeOf)
    where TKey : struct
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Lazy<Task<(TValue? Value, Refusal? Refusal)>>> reading = new();

    /// <param name="getInLine">Gets the place of a read that begins. Who begins the read is refused for this before others wait for it, and is in the line for as long as the read is: giving up frees no place.</param>
    /// <param name="read">Its result is kept when there is one.</param>
    public async Task<(TValue? Value, Refusal? Refusal)> GetAsync<TState>(
        TKey key, TState state, Func<TState, Place> getInLine, Func<TKey, TState, Place, Task<(TValue? Value, Refusal? Refusal)>> read, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(key, out TValue? known))
        {
            return (known, null);
        }

        if (!reading.TryGetValue(key, out var first))
        {
            var place = getInLine(state);
            if (place.Refusal is { } refusal)
            {
                return (null, refusal);
            }

            // The read belongs to no single caller: if one caller hangs up, the others still get the result. Task.Run, because a store that answers
            // without awaiting would otherwise block a thread of every caller inside the Lazy.
            var begun = new Lazy<Task<(TValue? Value, Refusal? Refusal)>>(() => Task.Run(() => ReadAsync(key, state, place, read)));
            first = reading.GetOrAdd(key, begun);
            if (first != begun)
            {
                place.Dispose();
            }
        }

        return await first.Value.WaitAsync(cancellationToken);
    }

    private async Task<(TValue? Value, Refusal? Refusal)> ReadAsync<TState>(
        TKey key, TState state, Place place, Func<TKey, TState, Place, Task<(TValue? Value, Refusal? Refusal)>> read)
    {
        try
        {
            // Another caller's read may have ended between the first look-up and here. Its result is in the cache now.
            if (cache.TryGetValue(key, out TValue? just))
            {
                return (just, null);
            }

            var result = await read(key, state, place);
            if (result.Value is { } value)
            {
                cache.Set(key, value, new MemoryCacheEntryOptions { Size = sizeOf(value), SlidingExpiration = lifetime });
            }

            return result;
        }
        finally
        {
            reading.TryRemove(key, out _);
            place.Dispose();
        }
    }
}
