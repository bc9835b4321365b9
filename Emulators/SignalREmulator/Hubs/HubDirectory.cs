using System.Collections.Concurrent;

namespace SignalREmulator.Hubs;

/// <summary>Every hub that a valid token or call has named. A hub exists from its first mention, not from its first client.</summary>
internal sealed class HubDirectory(TimeProvider time)
{
    private readonly ConcurrentDictionary<HubName, Hub> hubs = new();

    public Hub this[HubName name] => hubs.GetOrAdd(name, static (_, time) => new Hub(time), time);

    public IEnumerable<Hub> All => hubs.Select(entry => entry.Value);
}
