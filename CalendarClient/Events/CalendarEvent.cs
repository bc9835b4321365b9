using System.Text.Json.Serialization;

namespace CalendarClient;

/// <summary>An event as the service stores it: a single event, a series, or an override of one occurrence.</summary>
public record CalendarEvent : EventContent, IEntity
{
    /// <summary>Unique within its calendar: 1 to 64 of <c>A-Z a-z 0-9 _ -</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The id of the calendar that it belongs to.</summary>
    public required string CalendarId { get; init; }

    /// <summary>Identifies this revision: pass it, with its quotes, when replacing or deleting.</summary>
    public required string Etag { get; init; }

    /// <summary>The tenant's version at which this event was last written, or that of the later change of access since which this user sees so much of it.</summary>
    public required long Version { get; init; }

    /// <summary>When it was last written, in UTC.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The Entra object id of the user who wrote it last; null for those who see times only.</summary>
    public string? UpdatedBy { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public EntityKey Key => EventKind.Instance.Key(Id, CalendarId);
}
