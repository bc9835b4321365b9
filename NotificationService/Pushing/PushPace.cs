using System.Collections.Immutable;
using TeamCalendars.Tenants;

namespace NotificationService.Pushing;

/// <summary>
/// How many pushes per second may be started, all tenants together: any number, until the service asks several tenants to slow down; then half of what was,
/// again and again while it goes on asking, and a little more with each push it accepts (additive increase, multiplicative decrease).
/// One tenant's 429s never slow the others: they only wait for it. The limiters of System.Threading.RateLimiting and Polly have a rate that is set, not found.
/// </summary>
internal sealed record PushPace
{
    /// <summary>This many different tenants asked to slow down, none accepted since, are no longer about the tenants.</summary>
    public const int Threshold = 4;

    /// <summary>From this rate on there is no limit any more, in pushes per second.</summary>
    public const double Unlimited = 1_000;

    public static readonly PushPace Free = new();

    /// <summary>What comes of pushes that were on their way at a reduction tells nothing new.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    /// <summary>This long without a reduction and the limit was about something that is over.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    /// <summary>What a late wake-up may catch up with.</summary>
    private static readonly TimeSpan Burst = TimeSpan.FromMilliseconds(50);

    /// <summary>Pushes per second; null without a limit.</summary>
    public double? PerSecond { get; private init; }

    private ImmutableHashSet<TenantId> Throttled { get; init; } = [];

    private DateTimeOffset NextAt { get; init; }

    private DateTimeOffset ReducedAt { get; init; }

    /// <summary>The present second of counting, and what the one before came to.</summary>
    private (DateTimeOffset Since, int Started, double Before) Counted { get; init; }

    public bool MayPush(DateTimeOffset now) => PerSecond is null || now >= NextAt;

    /// <summary>When a push that is due may go.</summary>
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

        // About 20 per second more in each second; less where that were much.
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
