using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CalendarClient;

/// <summary>A kind of items. Each kind is declared once, in a folder of its own, and registered in <see cref="EntityKinds"/>. The engine knows no kind by name.</summary>
public abstract class EntityKind
{
    private protected EntityKind(string name, string plural, EntityKind? parent)
    {
        // A deletion is checked for the item and its parent only, so a late answer could bring back an item below them.
        if (parent?.Parent is not null)
        {
            throw new ArgumentException($"'{parent}' already has a parent.", nameof(parent));
        }

        (Name, Plural, Parent) = (name, plural, parent);
    }

    /// <summary><c>event</c>.</summary>
    public string Name { get; }

    /// <summary><c>events</c>: the name of the array in a page of changes.</summary>
    internal string Plural { get; }

    /// <summary>The kind that items of this kind belong to. They are deleted with their parent, and the changes do not list them then. Null for none.</summary>
    internal EntityKind? Parent { get; }

    /// <summary>The key of an item of this kind.</summary>
    internal EntityKey Key(string id, string? parentId = null) => new(this, parentId, id);

    /// <summary>Reads one element of the array in a page of changes: an item, or the tombstone of one.</summary>
    internal abstract ChangedEntity Read(JsonElement element);

    /// <summary>Writes what <see cref="Read"/> reads.</summary>
    internal abstract void Write(Utf8JsonWriter writer, ChangedEntity changed);

    /// <summary>The typed change of one item.</summary>
    internal abstract EntityChange Change(EntityKey key, IEntity? before, IEntity? after);

    /// <summary>For a full read: all items of this kind.</summary>
    /// <param name="api">The API to read from.</param>
    /// <param name="parents">All items of the parent's kind; none for a kind without a parent.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    internal abstract Task<IReadOnlyList<IEntity>> ReadAllAsync(CalendarApiClient api, IReadOnlyList<IEntity> parents, CancellationToken cancellationToken);

    /// <summary><see cref="Name"/>.</summary>
    public override string ToString() => Name;
}

/// <summary>A kind whose items are of type <typeparamref name="T"/>.</summary>
internal abstract class EntityKind<T>(string name, string plural, JsonTypeInfo<T> json, EntityKind? parent = null) : EntityKind(name, plural, parent)
    where T : class, IEntity
{
    private string? ParentMember { get; } = parent is null ? null : parent.Name + "Id";

    internal sealed override ChangedEntity Read(JsonElement element)
    {
        if (!element.TryGetProperty("deleted", out var deleted) || !deleted.GetBoolean())
        {
            var entity = element.Deserialize(json) ?? throw new JsonException($"A changed {Name} must be an object.");
            return new Changed<T>(entity.Key, entity.Version, entity);
        }

        return new Changed<T>(Key(Text(element, "id"), ParentMember is null ? null : Text(element, ParentMember)), Version(element), null);
    }

    internal sealed override void Write(Utf8JsonWriter writer, ChangedEntity changed)
    {
        if (changed.Item is T entity)
        {
            JsonSerializer.Serialize(writer, entity, json);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("id", changed.Key.Id);
        if (ParentMember is not null)
        {
            writer.WriteString(ParentMember, changed.Key.ParentId);
        }

        writer.WriteNumber("version", changed.Version);
        writer.WriteBoolean("deleted", true);
        writer.WriteEndObject();
    }

    internal sealed override EntityChange Change(EntityKey key, IEntity? before, IEntity? after) => new EntityChange<T>(key, (T?)before, (T?)after);

    private string Text(JsonElement tombstone, string member) =>
        tombstone.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Incomplete(member);

    private long Version(JsonElement tombstone) =>
        tombstone.TryGetProperty("version", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var version) ? version : throw Incomplete("version");

    private JsonException Incomplete(string member) => new($"A deleted {Name} must have '{member}'.");
}
