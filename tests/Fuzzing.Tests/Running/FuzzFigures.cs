using System.Globalization;
using System.Text.Json;

namespace Fuzzing.Tests.Running;

/// <param name="Inputs">How many were run, the seeds included.</param>
/// <param name="Branches">How many different ones they took.</param>
/// <param name="Kept">The seeds, and the inputs that took new branches.</param>
internal sealed record TargetFigures(long Inputs, int Branches, int Kept);

/// <summary>What a run came to.</summary>
/// <param name="Served">How many inputs also went through the programs as they are served.</param>
/// <param name="Events">How many events the API accepted from these, which were then read, listed, exported and deleted.</param>
internal sealed record FuzzFigures(IReadOnlyDictionary<string, TargetFigures> Targets, long Served, long Events)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public long Inputs => Targets.Values.Sum(target => target.Inputs);

    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"{Inputs:N0} inputs ({string.Join(", ", Targets.Select(target => string.Create(CultureInfo.InvariantCulture, $"{target.Key} {target.Value.Inputs:N0}, {target.Value.Branches:N0} branches, {target.Value.Kept:N0} kept")))}); {Served:N0} of them served, {Events:N0} events stored, read, listed, exported and deleted");

    public FuzzFigures Plus(FuzzFigures other) => new(
        Targets.ToDictionary(
            target => target.Key,
            target => new TargetFigures(
                target.Value.Inputs + other.Targets[target.Key].Inputs,
                Math.Max(target.Value.Branches, other.Targets[target.Key].Branches),
                Math.Max(target.Value.Kept, other.Targets[target.Key].Kept)),
            StringComparer.Ordinal),
        Served + other.Served,
        Events + other.Events);

    public void Save(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json));
}
