using System.Collections.Immutable;

namespace Bench.CommandLine;

/// <summary>Which rows to measure and how long; see <see cref="BenchCommand"/>.</summary>
internal sealed record BenchOptions
{
    public bool Short { get; init; }

    /// <summary>Empty for all.</summary>
    public ImmutableArray<string> Rows { get; init; } = [];

    public int? Rounds { get; init; }
    public string? Json { get; init; }
}
