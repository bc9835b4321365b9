using System.Text.Json.Serialization;

namespace SignalREmulator.Faults;

/// <summary>The faults that <c>/api/emulator/faults</c> reads and writes. Members that are left out cause no faults.</summary>
/// <param name="Seed">The seed of the random numbers. The same seed and the same order of events give the same faults. Without it, a random one is used and returned.</param>
/// <param name="ClockSkewSeconds">Added to the clock, in seconds, at most a year in either direction.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow), JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record FaultSettings(
    int? Seed = null, DeliveryFaults? Deliveries = null, RefusalFaults? Requests = null, RefusalFaults? Negotiations = null, double ClockSkewSeconds = 0)
{
    private const double MaxSkewSeconds = 366 * 24 * 60 * 60;

    /// <returns>The values that are out of range, by field and reason; empty if there are none.</returns>
    public IReadOnlyDictionary<string, string[]> Problems()
    {
        var problems = new FieldProblems();
        Deliveries?.Check(problems.Under("deliveries"));
        Requests?.Check(problems.Under("requests"));
        Negotiations?.Check(problems.Under("negotiations"));
        problems.Range("clockSkewSeconds", ClockSkewSeconds, -MaxSkewSeconds, MaxSkewSeconds);
        return problems.ByField;
    }
}

/// <summary>Faults of a message to one client. They apply to invocations; pings, handshakes and closes always arrive.</summary>
/// <param name="DropRate">The share that is lost, 0 to 1.</param>
/// <param name="DelayRate">The share of the rest that is late, 0 to 1: it arrives after later messages, but is not lost.</param>
/// <param name="DelayMinMs">The shortest delay, in milliseconds.</param>
/// <param name="DelayMaxMs">The longest delay, in milliseconds; at most a minute.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow), JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record DeliveryFaults(double DropRate = 0, double DelayRate = 0, int DelayMinMs = 0, int DelayMaxMs = 1000)
{
    private const int LongestDelayMs = 60_000;

    public void Check(FieldProblems problems)
    {
        problems.Range("dropRate", DropRate, 0, 1);
        problems.Range("delayRate", DelayRate, 0, 1);
        problems.Range("delayMinMs", DelayMinMs, 0, LongestDelayMs);
        problems.Range("delayMaxMs", DelayMaxMs, 0, LongestDelayMs);
        if (DelayMinMs > DelayMaxMs)
        {
            problems.Add("delayMaxMs", "must not be below delayMinMs");
        }
    }
}

/// <summary>Requests that are refused before anything is done.</summary>
/// <param name="Rate">The share that is refused, 0 to 1.</param>
/// <param name="Status">The status of a refusal, 400 to 599.</param>
/// <param name="RetryAfterSeconds">The <c>Retry-After</c> in seconds, 1 to 3600; null for none.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow), JsonNumberHandling(JsonNumberHandling.Strict)]
internal sealed record RefusalFaults(double Rate = 0, int Status = StatusCodes.Status429TooManyRequests, int? RetryAfterSeconds = null)
{
    public void Check(FieldProblems problems)
    {
        problems.Range("rate", Rate, 0, 1);
        problems.Range("status", Status, 400, 599);
        problems.Range("retryAfterSeconds", RetryAfterSeconds ?? 1, 1, 3600);
    }
}
