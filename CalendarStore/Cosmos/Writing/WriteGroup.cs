using System.Collections.Immutable;
using CalendarStore.Cosmos.Documents;
using CalendarStore.Entities;
using NodaTime;
using TeamCalendars.Entities;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Cosmos.Writing;

/// <summary>
/// Writes of one tenant that are decided on one state and share one batch: the counterpart of a SQLite transaction. Each sees what those before it made.
/// </summary>
internal sealed class WriteGroup(GroupState state, EntityKinds kinds, TenantLimits limits, string epoch, Instant now) : IEntityTransaction
{
    /// <summary>A batch has at most 100 operations and 2 MB; the head is one of them, and the framing takes some.</summary>
    public const int MaxDocuments = 99;

    private const int MaxBytes = 1_900_000;

    /// <summary>Deleted parents that may wait to be swept: each makes the head, every write and every read of changes a little more expensive.</summary>
    private const int MaxSweeps = 50;

    private Draft draft = new(state.Head, ImmutableDictionary<string, (EntityDocument, byte[])>.Empty, 0);

    public TenantId Tenant { get; } = new(Guid.Parse(state.Head.Tenant));
    public Instant Now => now;
    public TenantLimits Limits => limits;
    public HeadDocument Head => draft.Head;

    /// <summary>Names this attempt in the head.</summary>
    public HeadDocument.Batch Batch { get; } = new(state.Head.HeadVersion + 1, RandomText.Create(6));

    public bool Changed => Head.HeadVersion > state.Head.HeadVersion;
    public bool IsTooLarge => draft.Documents.Count > MaxDocuments || draft.Bytes > MaxBytes;

    /// <summary>Whether a deletion of this group left children to be swept.</summary>
    public bool HasNewSweeps => Head.Sweeps != state.Head.Sweeps;

    /// <summary>One per job that the group holds, in their order.</summary>
    public List<JobOutcome> Outcomes { get; } = [];

    public IReadOnlyDictionary<string, (EntityDocument Document, byte[] Json)> Documents => draft.Documents;

    public bool Exists(EntityKey key) => Document(key.ToString()) is { IsTombstone: false };

    public WriteState<Entity> Find(EntityKey key)
    {
        var parent = key.ParentKey is { } parentKey && Document(parentKey.ToString()) is { IsTombstone: false } home ? home : null;
        var stored = Document(key.ToString());
        var alive = stored?.IsAlive(parent) == true;
        var (current, damage) = alive ? Read(stored!, key.Kind) : default;
        return new WriteState<Entity>
        {
            Position = () => new Position(epoch, Head.HeadVersion),
            ParentExists = key.Kind.Parent is null || parent is not null,
            Parent = parent is not null ? Read(parent, key.Kind.Parent!).Current : null,
            Current = current,
            Unreadable = damage is not null,
            ETag = damage?.ETag ?? stored?.Revision,
            // A child of an earlier parent of this id is gone too, even if it has not been swept yet.
            Deleted = stored is not null && !alive && (!stored.IsTombstone || stored.IsRemembered(now)),
            Tombstone = stored is { IsTombstone: true } ? stored.Version : null,
            Size = alive ? stored!.ContentSize : 0,
            Totals = () => new TenantTotals(Head.CountOf(key.Kind), Head.Bytes ?? 0),
        };
    }

    public Position Advance(string? traceParent)
    {
        Set(Head with { HeadVersion = Head.HeadVersion + 1, ChangedAt = now.ToUnixTimeMilliseconds(), TraceParent = traceParent });
        return new Position(epoch, Head.HeadVersion);
    }

    public void Put(Entity entity, PreparedContent content)
    {
        var (key, revision) = (entity.Key, entity.Revision);
        var before = Document(key.ToString());
        var created = before is null or { IsTombstone: true };
        MillisecondSpan? span = content.Span is { } ticks ? MillisecondSpan.Of(ticks) : null;
        Set(EntityDocument.Of(Head.Tenant, key, revision) with
        {
            Born = key.Kind.Parent is not null ? null : created ? revision.Version : before!.Born,
            SpanStart = span?.Start,
            SpanEnd = span?.End,
            Content = content.Json,
            Size = content.Size,
        });
        Set(Head.WithMore(key.Kind, created ? 1 : 0, content.Size - (before?.ContentSize ?? 0)));
    }

    public void Delete(EntityKey key, Revision revision)
    {
        var tombstone = EntityDocument.Of(Head.Tenant, key, revision) with { Ttl = CosmosSchema.TombstoneSeconds };
        Remove(key.Kind, tombstone);
        Set(Head.WithDeletion(revision.Version, now));
        if (key.Kind.Parent is not null)
        {
            return;
        }

        if (FewChildren(key) is { } children)
        {
            foreach (var id in children)
            {
                var child = Document(id)!;
                Remove(kinds.Find(child.Kind)!, child.DeletedWithParent(tombstone.At));
            }

            return;
        }

        var others = Head.Sweeps.Where(sweep => sweep.ParentOf(kinds) != key).ToList();
        if (others.Count >= MaxSweeps)
        {
            throw new StoreUnavailableException($"So many large {key.Kind.Plural} were deleted that their contents must be cleared up first.") { IsTransient = true };
        }

        Set(Head with { Sweeps = [.. others, new HeadDocument.Sweep(tombstone.Id, revision.Version, revision.At.ToUnixTimeMilliseconds())] });
    }

    public void RaiseHorizon(long version) => Set(Head with { Horizon = Math.Max(Head.Horizon, version) });

    /// <summary>Undoes what was done since the draft was taken.</summary>
    public void Restore(Draft draft) => this.draft = draft;

    public Draft Save() => draft;

    /// <summary>The head as the batch leaves it.</summary>
    public HeadDocument ToHead() => Head.WithBatch(Batch);

    /// <summary>What was read; null when there was no such document.</summary>
    public EntityDocument? Before(string id) => state.Documents[id];

    private static (Entity? Current, UnreadableEntityException? Damage) Read(EntityDocument stored, EntityKind kind)
    {
        try
        {
            return (stored.ToEntity(kind), null);
        }
        catch (UnreadableEntityException damage)
        {
            return (null, damage);
        }
    }

    private EntityDocument? Document(string id) => draft.Documents.TryGetValue(id, out var written) ? written.Document : state.Documents[id];

    /// <summary>Puts a tombstone in the place of what is there.</summary>
    private void Remove(EntityKind kind, EntityDocument tombstone)
    {
        if (Document(tombstone.Id) is { IsTombstone: false } before)
        {
            Set(Head.WithMore(kind, -1, -before.ContentSize));
        }

        Set(tombstone);
    }

    private void Set(HeadDocument head) => draft = draft with { Head = head };

    private void Set(EntityDocument document)
    {
        var json = DocumentJson.Write(document with { StoredETag = null });
        var replaced = draft.Documents.TryGetValue(document.Id, out var before) ? before.Json.Length : 0;
        draft = draft with { Documents = draft.Documents.SetItem(document.Id, (document, json)), Bytes = draft.Bytes + json.Length - replaced };
    }

    /// <summary>The ids of the parent's children, those of this group included; null when they are too many to be written one by one.</summary>
    private IReadOnlyList<string>? FewChildren(EntityKey parent) => state.FewChildren.TryGetValue(parent, out var few)
        ? [.. few.Union(draft.Documents.Values.Select(written => written.Document).Where(document => document.Parent == parent.Id && kinds.Find(document.Kind)?.Parent == parent.Kind).Select(document => document.Id))]
        : null;

    internal sealed record Draft(HeadDocument Head, ImmutableDictionary<string, (EntityDocument Document, byte[] Json)> Documents, int Bytes);
}
