using System.Collections.Immutable;
using NodaTime;
using TeamCalendars.Entities;

namespace CalendarStore.Cosmos.Documents;

/// <summary>
/// How far a tenant has come, which is also what the change feed tells followers. Every write replaces it under its ETag in the same batch: whoever wrote in between makes the batch fail,
/// so all that was read after the head still holds when the batch succeeds.
/// </summary>
internal sealed record HeadDocument
{
    /// <summary>Far more than other processes write while one waits for an answer, and little beside the rest: the head stays at about a kilobyte.</summary>
    public const int KeptBatches = 20;

    public string Id { get; init; } = DocumentIds.Head;
    public required string Tenant { get; init; }
    public int Schema { get; init; } = EntityDocument.CurrentSchema;

    /// <summary>The tenant's version; not named as that of entities, which changes are queried by.</summary>
    public long HeadVersion { get; init; }

    /// <summary>When the last change was committed, in milliseconds since 1970.</summary>
    public long ChangedAt { get; init; }

    /// <summary>W3C trace context of the last change.</summary>
    public string? TraceParent { get; init; }

    /// <summary>The last batches, oldest first: a writer that lost the answer finds out here whether its batch was carried out.</summary>
    public ImmutableArray<Batch> Batches { get => OrEmpty(field); init; } = [];

    /// <summary>How many entities there are of each kind, tombstones not counted. Null in a head of schema 1.</summary>
    public ImmutableSortedDictionary<string, int>? Counts { get; init; }

    /// <summary>Schema 1, in place of <see cref="Counts"/>; only read.</summary>
    public int? Calendars { get; init; }

    /// <summary>Octets of the contents of all entities. Null in the head of an older program, which did not count: then <see cref="Counts"/> may be wrong too.</summary>
    public long? Bytes { get; init; }

    /// <summary>Positions before it cannot be caught up from.</summary>
    public long Horizon { get; init; }

    /// <summary>The last deletion of each week in which there was one, oldest first: a horizon to be, once it has outlived a tombstone.</summary>
    public ImmutableArray<Deletion> Deletions { get => OrEmpty(field); init; } = [];

    /// <summary>Deleted parents with children that are still to be made tombstones.</summary>
    public ImmutableArray<Sweep> Sweeps { get => OrEmpty(field); init; } = [];

    /// <summary>There while there are <see cref="Sweeps"/>: what housekeeping finds this tenant by.</summary>
    public bool? Sweeping => Sweeps.IsEmpty ? null : true;

    /// <param name="First">The version of its first change.</param>
    /// <param name="Name">Of the attempt that sent it.</param>
    public sealed record Batch(long First, string Name);

    /// <param name="At">In milliseconds since 1970.</param>
    public sealed record Deletion(long At, long Version);

    /// <param name="Parent">The id of the parent's document. Its children up to <paramref name="Version"/> are gone.</param>
    /// <param name="At">When the parent was deleted, in milliseconds since 1970.</param>
    /// <param name="Calendar">Schema 1, in place of <paramref name="Parent"/>: a calendar's id; only read.</param>
    public sealed record Sweep(string? Parent, long Version, long At, string? Calendar = null)
    {
        /// <summary>Null for a parent of a kind that this program does not know.</summary>
        public EntityKey? ParentOf(EntityKinds kinds) =>
            (Parent ?? $"calendar.{Calendar}").Split('.') is [var name, var id] && kinds.Find(name) is { } kind ? new EntityKey(kind, id) : null;
    }

    /// <summary>An older head does not have every list, and then the reader of JSON leaves the default, which cannot even be enumerated.</summary>
    private static ImmutableArray<T> OrEmpty<T>(ImmutableArray<T> items) => items.IsDefault ? [] : items;

    private ImmutableSortedDictionary<string, int> KnownCounts =>
        Counts ?? (Calendars is { } calendars ? ImmutableSortedDictionary<string, int>.Empty.Add("calendar", calendars) : ImmutableSortedDictionary<string, int>.Empty);

    public int CountOf(EntityKind kind) => KnownCounts.GetValueOrDefault(kind.Name);

    /// <param name="items">By how many entities of the kind there are more.</param>
    /// <param name="bytes">By how many octets their contents are larger.</param>
    public HeadDocument WithMore(EntityKind kind, int items, long bytes) =>
        this with { Counts = KnownCounts.SetItem(kind.Name, CountOf(kind) + items), Calendars = null, Bytes = (Bytes ?? 0) + bytes };

    public HeadDocument WithBatch(Batch batch) => this with { Batches = [.. Batches.TakeLast(KeptBatches - 1), batch] };

    /// <summary>
    /// Whether the batch was carried out; null when the head would not have it any more: too many came after it, or an older program, which keeps none, has written since.
    /// </summary>
    public bool? HasCarriedOut(Batch batch) =>
        Batches.Contains(batch) ? true
        : HeadVersion < batch.First || (Batches is [var oldest, ..] && oldest.First <= batch.First) ? false
        : null;

    public long HorizonAt(Instant now)
    {
        var forgotten = (now - StoreLimits.TombstoneLifetime).ToUnixTimeMilliseconds();
        return Math.Max(Horizon, Deletions.Where(deletion => deletion.At < forgotten).Select(deletion => deletion.Version).DefaultIfEmpty().Max());
    }

    public HeadDocument WithDeletion(long version, Instant now)
    {
        var (at, bucket) = (now.ToUnixTimeMilliseconds(), (long)CosmosSchema.DeletionBucket.TotalMilliseconds);
        var horizon = HorizonAt(now);
        return this with
        {
            Horizon = horizon,
            Deletions = [.. Deletions.Where(deletion => deletion.Version > horizon && deletion.At / bucket != at / bucket), new Deletion(at, version)],
        };
    }
}
