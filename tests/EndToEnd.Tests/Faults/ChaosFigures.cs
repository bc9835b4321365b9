using System.Globalization;
using System.Text.Json;

namespace EndToEnd.Tests.Faults;

/// <summary>The result of a run: one line to read, and a file to keep.</summary>
internal sealed record ChaosFigures
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required int Seed { get; init; }
    public required double Seconds { get; init; }
    public required IReadOnlyDictionary<string, int> Faults { get; init; }
    public required int Tenants { get; init; }
    public required int Writers { get; init; }

    /// <summary>Writes with an answer. Some of them had no answer at the first attempt; of those, some had nevertheless been done.</summary>
    public required long WritesAcknowledged { get; init; }

    public required long WritesFirstUnanswered { get; init; }
    public required long UnansweredWritesFoundDone { get; init; }

    /// <summary>By how much the versions of all tenants have grown. An import is one write and many changes.</summary>
    public required long Changes { get; init; }

    /// <summary>The emulator's counters. The counts between the last reading and a kill are missing.</summary>
    public required IReadOnlyDictionary<string, long> Emulator { get; init; }

    /// <summary>Pushes that the bare connections received, one connection or more per tenant.</summary>
    public required int PushesHeard { get; init; }

    public required int Clients { get; init; }
    public required int ClientsConverged { get; init; }
    public required long StepsShown { get; init; }

    /// <summary>Seconds from the end of the last fault and write until the last client has converged.</summary>
    public required double SlowestConvergence { get; init; }

    /// <summary>The longest time, in seconds, that a client did not show an acknowledged write. It includes the time while parts were down.</summary>
    public required double LargestStaleness { get; init; }

    public required IReadOnlyCollection<string> Broken { get; init; }

    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"seed {Seed}, {Seconds:0} s: {Faults.Values.Sum()} faults ({Words(Faults)}); {WritesAcknowledged} writes acknowledged, {WritesFirstUnanswered} first unanswered, {UnansweredWritesFoundDone} of them done already, {Changes} changes; pushes {Words(Emulator)}; {ClientsConverged} of {Clients} clients converged, slowest {SlowestConvergence:0.00} s; largest staleness {LargestStaleness:0.0} s; {Broken.Count} promises broken");

    public string Save(string name)
    {
        var path = Path.Combine(Directory.CreateDirectory(RepositoryFolder.PathOf("artifacts", "faults")).FullName, $"{name}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(this, Json));
        return path;
    }

    private static string Words<T>(IReadOnlyDictionary<string, T> counts) => string.Join(", ", counts.Select(count => $"{count.Value} {count.Key}"));
}
