using Microsoft.Extensions.Options;
using SignalREmulator.Hubs;

namespace SignalREmulator.Quotas;

/// <summary>
/// How many messages may still go out today. When they are spent every client is closed, and one that comes before the day (of UTC) is over
/// is closed as well; REST calls are taken all the same and reach nobody.
/// </summary>
internal sealed class MessageQuota(IOptions<EmulatorOptions> options, HubDirectory hubs, TimeProvider time)
{
    /// <summary>What clients of the service read then.</summary>
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

    /// <summary>A message is counted once for each 2 KB that it begins.</summary>
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
