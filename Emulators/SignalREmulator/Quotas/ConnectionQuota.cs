using Microsoft.Extensions.Options;

namespace SignalREmulator.Quotas;

/// <summary>How many clients may be connected at once.</summary>
internal sealed class ConnectionQuota(IOptions<EmulatorOptions> options)
{
    /// <summary>The service's text for clients that exceed the limit.</summary>
    public const string Refusal = "Connection count reaches limit.";

    private readonly int? limit = options.Value.Quotas.ConnectionLimit;
    private int taken;

    public bool IsOn => limit is not null;

    public bool IsFull => Volatile.Read(ref taken) >= limit;

    /// <returns>Null when the limit is reached.</returns>
    public ConnectionSlot? TryTake()
    {
        if (Interlocked.Increment(ref taken) <= limit)
        {
            return new ConnectionSlot(this);
        }

        Release();
        return null;
    }

    public void Release() => Interlocked.Decrement(ref taken);
}
