using System.Text.Json;

namespace EndToEnd.Tests.Faults.Injection;

/// <summary>The emulator's counters, summed over its restarts: a counter that is lower than before has started again.</summary>
internal sealed class PushTally
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, (long Before, long Now)> counters = new(StringComparer.Ordinal);

    public SortedDictionary<string, long> Totals
    {
        get
        {
            lock (gate)
            {
                return new(counters.ToDictionary(counter => counter.Key, counter => counter.Value.Before + counter.Value.Now, StringComparer.Ordinal), StringComparer.Ordinal);
            }
        }
    }

    public void Read(JsonElement read)
    {
        lock (gate)
        {
            foreach (var counter in read.EnumerateObject())
            {
                var (before, now) = counters.GetValueOrDefault(counter.Name);
                var value = counter.Value.GetInt64();
                counters[counter.Name] = value < now ? (before + now, value) : (before, value);
            }
        }
    }
}
