namespace CalendarClient;

/// <summary>An event as the service holds it: a single one, a series, or the replacement of one occurrence.</summary>
public record CalendarEvent : EventContent
{
    public required string Id { get; init; }
    public required string CalendarId { get; init; }

    /// <summary>The entity tag with its quotes; give it back as it is when replacing or deleting.</summary>
    public required string Etag { get; init; }

    /// <summary>The tenant's version at which this event was last written.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The Entra object id of who wrote it.</summary>
    public required string UpdatedBy { get; init; }
}
