using System.Security.Cryptography;

namespace SignalREmulator.Faults;

/// <summary>The active faults. Replaced as a whole; a reader sees either all of the old or all of the new ones.</summary>
internal sealed class ActiveFaults(LateDeliveries late, FaultCounters counters, SkewableTime time)
{
    private readonly Lock gate = new();
    private volatile Plans plans = Plans.None;

    /// <summary>Null unless messages are to be lost or late; reading it is cheap.</summary>
    public DeliveryPlan? Deliveries => plans.Deliveries;

    public RefusalPlan? Requests => plans.Requests;

    public RefusalPlan? Negotiations => plans.Negotiations;

    public FaultSettings Settings => plans.Settings;

    /// <returns>The settings that are now active, with a seed.</returns>
    public FaultSettings Replace(FaultSettings settings)
    {
        var seed = settings.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        var next = new Plans(settings with { Seed = seed }, new Dice(seed ^ 4))
        {
            // Random numbers for each kind: the number of requests must not change which messages are lost.
            Deliveries = settings.Deliveries is { DropRate: > 0 } or { DelayRate: > 0 } ? new DeliveryPlan(settings.Deliveries, new Dice(seed ^ 1), late, counters) : null,
            Requests = settings.Requests is { Rate: > 0 } requests ? new RefusalPlan(requests, new Dice(seed ^ 2), counters) : null,
            Negotiations = settings.Negotiations is { Rate: > 0 } negotiations ? new RefusalPlan(negotiations, new Dice(seed ^ 3), counters) : null,
        };
        return Put(next);
    }

    public FaultSettings Clear() => Put(Plans.None);

    /// <summary>Shuffles the items; the order depends on the seed, if there is one.</summary>
    public void Shuffle<T>(Span<T> items) => plans.Cuts.Shuffle(items);

    private FaultSettings Put(Plans next)
    {
        lock (gate)
        {
            time.Skew = TimeSpan.FromSeconds(next.Settings.ClockSkewSeconds);
            plans = next;
            return next.Settings;
        }
    }

    private sealed record Plans(FaultSettings Settings, Dice Cuts)
    {
        public static Plans None => new(new FaultSettings(), new Dice(RandomNumberGenerator.GetInt32(int.MaxValue)));

        public DeliveryPlan? Deliveries { get; init; }

        public RefusalPlan? Requests { get; init; }

        public RefusalPlan? Negotiations { get; init; }
    }
}
