using Microsoft.Extensions.Options;

namespace SignalREmulator.Quotas;

/// <summary>Limits negotiations, at once and per second.</summary>
internal sealed class NegotiationQuota
{
    private readonly int? atOnce;
    private readonly Rate? rate;
    private int running;

    public NegotiationQuota(IOptions<EmulatorOptions> options, TimeProvider time)
    {
        var quotas = options.Value.Quotas;
        atOnce = quotas.NegotiationsAtOnce;
        rate = quotas.NegotiationsPerSecond is { } perSecond ? new Rate(perSecond, time) : null;
    }

    /// <summary>Must be followed by <see cref="End"/>, whatever it returned.</summary>
    public bool TryBegin() => !(Interlocked.Increment(ref running) > atOnce) && rate?.TryTake() != false;

    public void End() => Interlocked.Decrement(ref running);
}
