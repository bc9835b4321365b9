using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace IdentityEmulator.Grants;

/// <summary>
/// Values under unguessable handles, each for the same time. Holds a bounded number: when full, the oldest makes way.
/// </summary>
internal sealed class ExpiringStore<T>(TimeProvider time, TimeSpan lifetime, int capacity = 10_000)
    where T : class
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (T Value, DateTimeOffset Expires)> _entries = new(StringComparer.Ordinal);
    // With one lifetime for all, the order of arrival is the order of expiry.
    private readonly Queue<string> _arrivals = new();

    /// <returns>A new handle: 256 random bits in base64url.</returns>
    public string Add(T value)
    {
        var handle = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        lock (_lock)
        {
            while (_arrivals.TryPeek(out var oldest) && (_arrivals.Count >= capacity || !IsLive(oldest, now)))
                _entries.Remove(_arrivals.Dequeue());
            _entries.Add(handle, (value, now + lifetime));
            _arrivals.Enqueue(handle);
        }

        return handle;
    }

    public T? Find(string? handle)
    {
        if (handle is null)
            return null;
        lock (_lock)
            return IsLive(handle, time.GetUtcNow()) ? _entries[handle].Value : null;
    }

    public void Remove(string handle)
    {
        lock (_lock)
            _entries.Remove(handle);
    }

    private bool IsLive(string handle, DateTimeOffset now) => _entries.TryGetValue(handle, out var entry) && now < entry.Expires;
}
