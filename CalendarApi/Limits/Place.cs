using System.Threading.RateLimiting;

namespace CalendarApi.Limits;

/// <summary>A place for work that costs much, or the refusal of one. Disposing of it gives the place back; that may be done twice.</summary>
internal sealed class Place : IDisposable
{
    private readonly Stack<RateLimitLease> leases = [];

    /// <summary>Why there is no place; null if there is one.</summary>
    public Refusal? Refusal { get; private set; }

    public static Place Refused(Refusal refusal) => new() { Refusal = refusal };

    /// <summary>Adds what the place consists of.</summary>
    /// <returns>False if there is none. Then the place is refused, and what it had is given back.</returns>
    public bool Add(RateLimitLease lease, Refusal otherwise)
    {
        leases.Push(lease);
        if (!lease.IsAcquired)
        {
            Refusal = otherwise;
            Dispose();
        }

        return lease.IsAcquired;
    }

    public void Dispose()
    {
        while (leases.TryPop(out var lease))
        {
            lease.Dispose();
        }
    }
}
