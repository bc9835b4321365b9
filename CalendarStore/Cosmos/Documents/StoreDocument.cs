namespace CalendarStore.Cosmos.Documents;

/// <summary>
/// The one document that belongs to no tenant (partition <see cref="Partition"/>). <see cref="Life"/> is part of the epoch: an operator who puts a
/// backup back into the same container gives it another value while nothing runs, so that clients that have seen more do a full read.
/// </summary>
internal sealed record StoreDocument
{
    public const string Partition = "store";

    public string Id { get; init; } = Partition;
    public string Tenant { get; init; } = Partition;

    /// <summary>With which the store was created: documents of an older schema are not in it.</summary>
    public int Schema { get; init; } = EntityDocument.CurrentSchema;

    public required string Life { get; init; }
}
