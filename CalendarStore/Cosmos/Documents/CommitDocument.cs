using System.Collections.Immutable;

namespace CalendarStore.Cosmos;

/// <summary>
/// The change records of one batch, written once with it and never changed: what the change feed tells followers. One document for all of a batch,
/// because each costs a write of its own.
/// </summary>
internal sealed record CommitDocument
{
    public required string Id { get; init; }
    public required string Tenant { get; init; }
    public int Schema { get; init; } = EntityDocument.CurrentSchema;
    public required string Commit { get; init; }

    /// <summary>The version of the first change; the others follow one by one.</summary>
    public required long First { get; init; }

    public required string At { get; init; }
    public required ImmutableArray<Change> Changes { get; init; }
    public int Ttl { get; init; } = CosmosSchema.CommitSeconds;

    public sealed record Change(string Calendar, string? EventId, ChangeKind Kind, string? Origin, string? TraceParent);
}
