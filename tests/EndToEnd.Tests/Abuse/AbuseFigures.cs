using System.Globalization;
using System.Text.Json;
using EndToEnd.Tests.Abuse.Abusing;

namespace EndToEnd.Tests.Abuse;

/// <summary>How a tenant that only works fared beside one abuse, in milliseconds.</summary>
internal sealed record RoundFigures(string Beside, int Requests, double P50, double P99, double Slowest)
{
    /// <summary>Of the abuse.</summary>
    public IReadOnlyList<AnswerCount> Answers { get; init; } = [];

    /// <summary>Abusive requests of each abuse that came to an end, per second.</summary>
    public IReadOnlyDictionary<string, double> PerSecond { get; init; } = new Dictionary<string, double>();

    public string Line => string.Create(CultureInfo.InvariantCulture, $"beside {Beside}: p99 {P99:0.0} ms, {string.Join(", ", PerSecond.Select(sent => string.Create(CultureInfo.InvariantCulture, $"{sent.Value:0.#} {sent.Key}")))} a second");
}

/// <summary>What a run came to: one line to read, one file to keep.</summary>
internal sealed record AbuseFigures
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public required double Seconds { get; init; }

    /// <summary>The first is without any abuse.</summary>
    public required IReadOnlyList<RoundFigures> Rounds { get; init; }

    public required long WritesAcknowledged { get; init; }
    public required int PushesHeard { get; init; }

    /// <summary>Of the API, in MB of resident memory.</summary>
    public required long MemoryBefore { get; init; }
    public required long MemoryMost { get; init; }

    public required IReadOnlyCollection<string> Broken { get; init; }

    public RoundFigures Quiet => Rounds[0];

    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"{Seconds:0} s of abuse: {WritesAcknowledged} writes of the working tenant acknowledged, {PushesHeard} pushes; its p99 {Quiet.P99:0.0} ms quiet, {string.Join(", ", Rounds.Skip(1).Select(round => string.Create(CultureInfo.InvariantCulture, $"{round.P99:0.0} ({round.Beside})")))}; API {MemoryBefore} MB before, {MemoryMost} MB at most; {Broken.Count} promises broken");

    public string Save(string name)
    {
        var path = Path.Combine(Directory.CreateDirectory(RepositoryFolder.PathOf("artifacts", "abuse")).FullName, $"{name}.json");
        File.WriteAllText(path, JsonSerializer.Serialize(this, Json));
        return path;
    }
}
