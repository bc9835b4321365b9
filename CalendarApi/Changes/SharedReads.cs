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

    /// <param name="read">Its result is kept when there is one.</param>
    public async Task<(TValue? Value, Refusal? Refusal)> GetAsync<TState>(
        TKey key, TState state, Func<TKey, TState, Task<(TValue? Value, Refusal? Refusal)>> read, CancellationToken cancellationToken)
    {
        if (cache.TryGetValue(key, out TValue? known))
        {
            return (known, null);
        }

        // The read belongs to no single caller: if one caller hangs up, the others still get the result. Task.Run, because a store that answers
        // without awaiting would otherwise block a thread of every caller inside the Lazy.
        var first = reading.GetOrAdd(key, static (key, read) => new(() => Task.Run(() => read.Reads.ReadAsync(key, read.State, read.Read))), (Reads: this, State: state, Read: read));
        return await first.Value.WaitAsync(cancellationToken);
    }

    private async Task<(TValue? Value, Refusal? Refusal)> ReadAsync<TState>(TKey key, TState state, Func<TKey, TState, Task<(TValue? Value, Refusal? Refusal)>> read)
    {
        try
        {
            // Another caller's read may have ended between the first look-up and here. Its result is in the cache now.
            if (cache.TryGetValue(key, out TValue? just))
            {
                return (just, null);
            }

            var result = await read(key, state);
            if (result.Value is { } value)
            {
                cache.Set(key, value, new MemoryCacheEntryOptions { Size = sizeOf(value), SlidingExpiration = lifetime });
            }

            return result;
        }
        finally
        {
            reading.TryRemove(key, out _);
        }
    }
}
