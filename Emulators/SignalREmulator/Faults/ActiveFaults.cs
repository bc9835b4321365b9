using System.Security.Cryptography;

namespace SignalREmulator.Faults;

/// <summary>The faults in force. Replaced as a whole; whoever asks sees either all of the old or all of the new.</summary>
internal sealed class ActiveFaults(LateDeliveries late, FaultCounters counters, SkewableTime time)
{
    private readonly Lock gate = new();
    private volatile Plans plans = Plans.None;

    /// <summary>Null, for the price of one read, unless messages are to be lost or late.</summary>
    public DeliveryPlan? Deliveries => plans.Deliveries;

    public RefusalPlan? Requests => plans.Requests;

    public RefusalPlan? Negotiations => plans.Negotiations;

    public FaultSettings Settings => plans.Settings;

    /// <returns>What is in force now: the settings, with a seed.</returns>
    public FaultSettings Replace(FaultSettings settings)
    {
        var seed = settings.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue);
        var next = new Plans(settings with { Seed = seed }, new Dice(seed ^ 4))
        {
            // Dice for each kind: how many requests there are must not change which messages are lost.
            Deliveries = settings.Deliveries is { DropRate: > 0 } or { DelayRate: > 0 } ? new DeliveryPlan(settings.Deliveries, new Dice(seed ^ 1), late, counters) : null,
            Requests = settings.Requests is { Rate: > 0 } requests ? new RefusalPlan(requests, new Dice(seed ^ 2), counters) : null,
            Negotiations = settings.Negotiations is { Rate: > 0 } negotiations ? new RefusalPlan(negotiations, new Dice(seed ^ 3), counters) : null,
        };
        return Put(next);
    }

    public FaultSettings Clear() => Put(Plans.None);

    /// <summary>Puts the items into an order that the seed decides, if there is one.</summary>
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
