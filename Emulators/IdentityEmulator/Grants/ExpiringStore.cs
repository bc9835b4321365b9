using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace IdentityEmulator.Grants;

/// <summary>
/// Values under unguessable handles, all with the same lifetime. Bounded: when the store is full, the oldest value is removed.
/// </summary>
internal sealed class ExpiringStore<T>(TimeProvider time, TimeSpan lifetime, int capacity = 10_000)
    where T : class
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (T Value, DateTimeOffset Expires)> entries = new(StringComparer.Ordinal);
    // All values have the same lifetime, so the order of arrival is the order of expiry.
    private readonly Queue<string> arrivals = new();

    /// <returns>A new handle: 256 random bits in base64url.</returns>
    public string Add(T value)
    {
        var handle = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
        var now = time.GetUtcNow();
        lock (gate)
        {
            while (arrivals.TryPeek(out var oldest) && (arrivals.Count >= capacity || !IsLive(oldest, now)))
            {
                entries.Remove(arrivals.Dequeue());
            }

            entries.Add(handle, (value, now + lifetime));
            arrivals.Enqueue(handle);
        }

        return handle;
    }

    public T? Find(string? handle)
    {
        if (handle is null)
        {
            return null;
        }

        lock (gate)
        {
            return IsLive(handle, time.GetUtcNow()) ? entries[handle].Value : null;
        }
    }

    public void Remove(string handle)
    {
        lock (gate)
        {
            entries.Remove(handle);
        }
    }

    private bool IsLive(string handle, DateTimeOffset now) => entries.TryGetValue(handle, out var entry) && now < entry.Expires;
}
