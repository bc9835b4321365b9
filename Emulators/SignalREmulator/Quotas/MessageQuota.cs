using Microsoft.Extensions.Options;
using SignalREmulator.Hubs;

namespace SignalREmulator.Quotas;

/// <summary>
/// The messages that may still be sent today. When they are used up, every client is closed, and so is every client that connects before
/// the day (UTC) ends. REST calls are still accepted and reach nobody.
/// </summary>
internal sealed class MessageQuota(IOptions<EmulatorOptions> options, HubDirectory hubs, TimeProvider time)
{
    /// <summary>The service's text for these clients.</summary>
    public const string Refusal = "Message count reaches limit.";

    private const int UnitBytes = 2 * 1024;

    private readonly long? limit = options.Value.Quotas.MessageLimit;
    private readonly Lock gate = new();
    private DateTime day;
    private long used;

    public bool IsOn => limit is not null;

    public bool IsSpent
    {
        get
        {
            if (limit is not { } most)
            {
                return false;
            }

            lock (gate)
            {
                Turn();
                return used >= most;
            }
        }
    }

    /// <summary>A message counts once for each started 2 KB.</summary>
    public static long UnitsOf(int bytes) => (bytes + UnitBytes - 1) / UnitBytes;

    public void Count(long units)
    {
        lock (gate)
        {
            Turn();
            var wasSpent = used >= limit;
            used += units;
            if (wasSpent || used < limit)
            {
                return;
            }
        }

        foreach (var hub in hubs.All)
        {
            foreach (var connection in hub.Everyone())
            {
                hub.Close(connection, Refusal);
            }
        }
    }

    private void Turn()
    {
        var today = time.GetUtcNow().UtcDateTime.Date;
        if (day == today)
        {
            return;
        }

        day = today;
        used = 0;
    }
}
