using System.Text.Json.Serialization;

namespace CalendarClient;

/// <summary>A team calendar as the service holds it.</summary>
public sealed record Calendar : CalendarContent, IEntity
{
    /// <summary>Unique within the tenant: 1 to 64 of <c>A-Z a-z 0-9 _ -</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Identifies this revision: pass it, with its quotes, when replacing or deleting.</summary>
    public required string Etag { get; init; }

    /// <summary>The tenant's version at which this calendar was last written.</summary>
    public required long Version { get; init; }

    /// <summary>When it was last written, in UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The Entra object id of the user who wrote it last; null for those who see times only.</summary>
    public string? UpdatedBy { get; init; }

    /// <summary>What this user may do with it: one of <see cref="CalendarRoles"/>.</summary>
    public string? Role { get; init; }

    /// <inheritdoc/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool ReadInFull { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public EntityKey Key => CalendarKind.Instance.Key(Id);
}
