using System.Collections.Immutable;
using TeamCalendars.Tenants;

namespace NotificationService.Pushing;

/// <summary>
/// Limits the pushes per second of all tenants together. There is no limit until the service throttles several tenants. Then the limit is half of the present rate,
/// halved again while throttling continues, and it grows a little with each accepted push (additive increase, multiplicative decrease).
/// One tenant's 429s never slow the others. The limiters of System.Threading.RateLimiting and Polly cannot be used: their rate is set, not found.
/// </summary>
internal sealed record PushPace
{
    /// <summary>When pushes of this many different tenants were throttled and none was accepted in between, the service as a whole is overloaded.</summary>
    public const int Threshold = 4;

    /// <summary>The rate at which the limit is lifted, in pushes per second.</summary>
    public const double Unlimited = 1_000;

    public static readonly PushPace Free = new();

    /// <summary>Ignore outcomes for this long after a reduction: those pushes were in flight before it.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <summary>The limit is lifted after this long without a reduction, because its cause is probably over.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    /// <summary>How much a late wake-up may make up for.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(50);

    /// <summary>Pushes per second; null without a limit.</summary>
    public double? PerSecond { get; private init; }

    private ImmutableHashSet<TenantId> Throttled { get; init; } = [];

    private DateTimeOffset NextAt { get; init; }

    private DateTimeOffset ReducedAt { get; init; }

    /// <summary>The second that is being counted, and the rate of the second before it.</summary>
    private (DateTimeOffset Since, int Started, double Before) Counted { get; init; }

    public bool MayPush(DateTimeOffset now) => PerSecond is null || now >= NextAt;

    /// <summary>The earliest time for a push that is due.</summary>
    public DateTimeOffset NextTry(DateTimeOffset due) => PerSecond is null || NextAt < due ? due : NextAt;

    public PushPace Started(DateTimeOffset now)
    {
        var second = (now - Counted.Since).TotalSeconds;
        var counted = second < 1 ? Counted with { Started = Counted.Started + 1 } : (now, 1, Counted.Started / second);
        if (PerSecond is not { } rate)
        {
            return this with { Counted = counted };
        }

        var from = NextAt > now - Burst ? NextAt : now - Burst;
        return this with { Counted = counted, NextAt = from + TimeSpan.FromSeconds(1 / rate) };
    }

    public PushPace Accepted(TenantId tenant, DateTimeOffset now)
    {
        var throttled = Throttled.Remove(tenant);
        if (PerSecond is not { } rate)
        {
            return throttled == Throttled ? this : this with { Throttled = throttled };
        }

        // About 20 per second more in each second, or less if that is much compared with the rate.
        var more = rate + Math.Min(20 / rate, rate / 10);
        return more >= Unlimited || now - ReducedAt >= Memory
            ? new() { Throttled = throttled, Counted = Counted }
            : this with { Throttled = throttled, PerSecond = more };
    }

    public PushPace Refused(TenantId tenant, DateTimeOffset now)
    {
        if (PerSecond is not null && now - ReducedAt < Settling)
        {
            return this;
        }

        var throttled = Throttled.Count < Threshold ? Throttled.Add(tenant) : Throttled;
        if (throttled.Count < Threshold)
        {
            return this with { Throttled = throttled };
        }

        var rate = PerSecond ?? Math.Max(Counted.Started, Counted.Before);
        return this with { Throttled = [], PerSecond = Math.Max(1, rate / 2), ReducedAt = now, NextAt = now };
    }
}
