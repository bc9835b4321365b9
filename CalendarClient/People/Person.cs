using System.Text.Json.Serialization;

namespace CalendarClient;

/// <summary>A person or resource of the tenant's directory as the service holds it.</summary>
public sealed record Person : PersonContent, IEntity
{
    /// <summary>Unique within the tenant: 1 to 64 of <c>A-Z a-z 0-9 _ -</c>. That of an account is its object id in Entra ID.</summary>
    public required string Id { get; init; }

    /// <summary>Identifies this revision: pass it, with its quotes, when replacing or deleting.</summary>
    public required string Etag { get; init; }

    /// <summary>The tenant's version at which this entry was last written.</summary>
    public required long Version { get; init; }

    /// <summary>When it was last written, in UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The Entra object id of the user who wrote it last.</summary>
    public required string UpdatedBy { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public EntityKey Key => PersonKind.Instance.Key(Id);
}
