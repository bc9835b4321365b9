using System.Diagnostics.Metrics;

namespace SignalREmulator.Faults;

/// <summary>The number of faults since the start, for <c>/api/emulator/status</c> and as a metric.</summary>
internal sealed class FaultCounters(IMeterFactory meters)
{
    private readonly Counter<long> injected = meters.Create(EmulatorApp.Name).CreateCounter<long>("signalr.fault.injected", "{fault}", "Injected faults.");
    private long dropped;
    private long delayed;
    private long refused;
    private long cut;

    public FaultCounts Now => new(Interlocked.Read(ref dropped), Interlocked.Read(ref delayed), Interlocked.Read(ref refused), Interlocked.Read(ref cut));

    public void Dropped() => Count(ref dropped, "dropped");

    public void Delayed() => Count(ref delayed, "delayed");

    public void Refused() => Count(ref refused, "refused");

    public void Cut() => Count(ref cut, "cut");

    private void Count(ref long counter, string kind)
    {
        Interlocked.Increment(ref counter);
        injected.Add(1, new KeyValuePair<string, object?>("signalr.fault.kind", kind));
    }
}
