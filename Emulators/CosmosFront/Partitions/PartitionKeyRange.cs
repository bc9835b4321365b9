namespace CosmosFront.Partitions;

/// <summary>A physical partition: the effective partition keys in [<see cref="Min"/>, <see cref="Max"/>).</summary>
internal sealed record PartitionKeyRange(string Id, string Min, string Max)
{
    /// <summary>Two, so that there is something to share among several instances of a worker.</summary>
    public static readonly IReadOnlyList<PartitionKeyRange> All =
    [
        new("0", "", "1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF"),
        new("1", "1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", "FF"),
    ];

    public bool Contains(string effectiveKey) =>
        string.CompareOrdinal(effectiveKey, Min) >= 0 && string.CompareOrdinal(effectiveKey, Max) < 0;
}
