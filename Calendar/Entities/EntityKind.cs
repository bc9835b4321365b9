using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using TeamCalendars.Events;
using TeamCalendars.Rules;
using TeamCalendars.Writes;

namespace TeamCalendars.Entities;

/// <summary>A kind of entity: its name, its parent's kind, and how its content is stored. Everything else in the store treats all kinds alike.</summary>
/// <param name="name">In rows, documents and exports. It never changes, and has letters only.</param>
/// <param name="plural">In exports and texts.</param>
/// <param name="parent">The kind that each entity of this one belongs to, and is deleted with; null for none. A parent kind has no parent itself.</param>
internal abstract class EntityKind(string name, string plural, EntityKind? parent)
{
    /// <summary>Text is stored unescaped: escaped, a title in Japanese would take twice the room, and in Cosmos DB twice the request units.</summary>
    private static readonly JsonWriterOptions Stored = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Name => name;

    public string Plural => plural;

    public EntityKind? Parent { get; } = parent is { Parent: not null } ? throw new ArgumentException("A parent kind has no parent itself.", nameof(parent)) : parent;

    /// <summary>How many a tenant may have; null for no limit.</summary>
    public virtual int? MostPerTenant(TenantLimits limits) => null;

    /// <param name="strict">Whether an unknown member is an error. In the store it is not: a newer program may have written it.</param>
    /// <exception cref="JsonException">The JSON is not of this kind.</exception>
    /// <exception cref="FormatException">A value in it, such as a time, cannot be read.</exception>
    public abstract EntityContent Read(string json, bool strict = false);

    public abstract void Write(Utf8JsonWriter writer, EntityContent content);

    /// <returns>Every violation; empty when the content may be stored.</returns>
    public abstract IReadOnlyList<RuleViolation> Check(EntityContent content);

    /// <summary>The content as it is to be stored in the place of what is there.</summary>
    public virtual EntityContent Settle(EntityContent content, WriteState<Entity> state, WriteContext context) => content;

    /// <summary>The content without what means something in its own store only.</summary>
    public virtual EntityContent Portable(EntityContent content) => content;

    /// <summary>The stretch of time that windows find the content by; null for a kind that no window is asked for.</summary>
    public virtual EventSpan? SpanOf(EntityContent content) => null;

    /// <param name="entity">Null for a tombstone.</param>
    public abstract EntityChange Changed(EntityKey key, long version, Entity? entity);

    public PreparedContent Prepare(EntityContent content)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json, Stored))
        {
            Write(writer, content);
        }

        return new PreparedContent(content, Encoding.UTF8.GetString(json.WrittenSpan), json.WrittenCount, SpanOf(content));
    }
}

/// <typeparam name="TItem">The entity as the store's callers see it.</typeparam>
/// <typeparam name="TContent">Its content.</typeparam>
/// <typeparam name="TStored">The content's shape in rows, documents and exports. Members may be added; none may change its meaning.</typeparam>
internal abstract class EntityKind<TItem, TContent, TStored>(string name, string plural, JsonTypeInfo<TStored> stored, EntityKind? parent = null) : EntityKind(name, plural, parent)
    where TItem : class
    where TContent : EntityContent
{
    private readonly JsonTypeInfo<TStored> strictlyStored = (JsonTypeInfo<TStored>)new JsonSerializerOptions(stored.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    }.GetTypeInfo(typeof(TStored));

    public TItem ItemOf(Entity entity) => ItemOf(entity.Key, (TContent)entity.Content, entity.Revision);

    public sealed override EntityContent Read(string json, bool strict = false) =>
        ToContent(JsonSerializer.Deserialize(json, strict ? strictlyStored : stored) ?? throw new JsonException("The content is null."));

    public sealed override void Write(Utf8JsonWriter writer, EntityContent content) => JsonSerializer.Serialize(writer, ToStored((TContent)content), stored);

    public sealed override IReadOnlyList<RuleViolation> Check(EntityContent content) => Check((TContent)content);

    public sealed override EventSpan? SpanOf(EntityContent content) => SpanOf((TContent)content);

    public sealed override EntityChange Changed(EntityKey key, long version, Entity? entity) =>
        new EntityChange<TItem>(key.Parent, key.Id, version, entity is null ? null : ItemOf(entity));

    protected abstract TItem ItemOf(EntityKey key, TContent content, Revision revision);

    protected abstract TStored ToStored(TContent content);

    protected abstract TContent ToContent(TStored stored);

    protected abstract IReadOnlyList<RuleViolation> Check(TContent content);

    protected virtual EventSpan? SpanOf(TContent content) => null;
}
