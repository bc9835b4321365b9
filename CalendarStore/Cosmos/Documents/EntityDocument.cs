using System.Text;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Entities;
using TeamCalendars.Writes;

namespace CalendarStore.Cosmos.Documents;

/// <summary>An entity of any kind, or its tombstone (no content).</summary>
internal sealed record EntityDocument
{
    /// <summary>3: events name their assignees by id; in the head, that this holds for the whole tenant. 2: <see cref="Kind"/>, <see cref="Parent"/> and <see cref="Content"/>. 1: a content under its kind's name, the calendar's id as <c>calendar</c>.</summary>
    public const int CurrentSchema = 3;

    public required string Id { get; init; }
    public required string Tenant { get; init; }
    public int Schema { get; init; } = CurrentSchema;

    public string Kind => Parts[0];

    public string? Parent => Parts is [_, var parent, _] ? parent : null;

    /// <summary>Absent in the tombstone of an entity that was deleted with its parent: the parent's tombstone stands for it.</summary>
    public long? Version { get; init; }

    /// <summary>Of an entity without parent: the version that created it. A child with an older version belongs to an earlier parent of that id, and is gone.</summary>
    public long? Born { get; init; }

    public required string Revision { get; init; }
    public required string At { get; init; }
    public required string By { get; init; }

    /// <summary>The span in milliseconds since 1970, outwards: JSON numbers are exact up to 2^53, which ticks exceed.</summary>
    public long? SpanStart { get; init; }

    public long? SpanEnd { get; init; }

    [JsonConverter(typeof(RawJsonConverter))]
    public string? Content { get; init; }

    /// <summary>Octets of the content as it was written: Cosmos DB may return it in another form.</summary>
    public int? Size { get; init; }

    /// <summary>Schema 1; only read.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? CalendarContent { get; init; }

    /// <summary>Schema 1; only read.</summary>
    [JsonConverter(typeof(RawJsonConverter))]
    public string? EventContent { get; init; }

    /// <summary>Seconds after the last write, tombstones only.</summary>
    public int? Ttl { get; init; }

    /// <summary>Cosmos DB's own ETag, as read; never written.</summary>
    [JsonPropertyName("_etag")]
    public string? StoredETag { get; init; }

    [JsonIgnore]
    public string EntityId => Parts[^1];

    [JsonIgnore]
    public bool IsTombstone => Ttl is not null;

    /// <summary>Why it cannot be read; null for a document that can. See <see cref="EntityDocumentConverter"/>.</summary>
    [JsonIgnore]
    public Exception? Damage { get; init; }

    /// <summary>What it counts among the tenant's bytes.</summary>
    [JsonIgnore]
    public int ContentSize => IsTombstone ? 0 : Size ?? Encoding.UTF8.GetByteCount(Json ?? "");

    private string[] Parts => Id.Split('.');

    private string? Json => Content ?? CalendarContent ?? EventContent;

    /// <summary>A document without content.</summary>
    public static EntityDocument Of(string tenant, EntityKey key, Revision revision) => new()
    {
        Id = key.ToString(),
        Tenant = tenant,
        Version = revision.Version,
        Revision = revision.ETag,
        At = InstantPattern.ExtendedIso.Format(revision.At),
        By = revision.By,
    };

    /// <summary>The tombstone of an entity that was deleted with its parent.</summary>
    /// <param name="at">When the parent was deleted.</param>
    public EntityDocument DeletedWithParent(string at) =>
        new() { Id = Id, Tenant = Tenant, Revision = Revision, At = at, By = By, Ttl = CosmosSchema.TombstoneSeconds };

    /// <exception cref="UnreadableEntityException">It is damaged.</exception>
    public Entity ToEntity(EntityKind kind)
    {
        var key = new EntityKey(kind, Parent ?? "", EntityId);
        if (Damage is not null)
        {
            throw new UnreadableEntityException(key, Revision, Damage);
        }

        try
        {
            return new Entity(key, kind.Read(Json!), new Revision(UnreadableEntityException.CheckETag(Revision), Version!.Value, WrittenAt(), By));
        }
        catch (Exception exception) when (UnreadableEntityException.IsReason(exception))
        {
            throw new UnreadableEntityException(key, Revision, exception);
        }
    }

    /// <summary>Whether it is there.</summary>
    /// <param name="parent">Null when there is none: for a child, that it was deleted.</param>
    /// <remarks>A damaged document may lack a version. It is there, so that it can be deleted.</remarks>
    public bool IsAlive(EntityDocument? parent) => !IsTombstone && (Parent is null || parent is not null && (Version is null || Version > (parent.Born ?? 0)));

    /// <summary>Whether a deletion is still remembered: a late repetition of a create must not bring it back. One whose time cannot be read is.</summary>
    public bool IsRemembered(Instant now) => !InstantPattern.ExtendedIso.Parse(At).TryGetValue(default, out var at) || at >= now - StoreLimits.TombstoneLifetime;

    private Instant WrittenAt() => InstantPattern.ExtendedIso.Parse(At).Value;
}
