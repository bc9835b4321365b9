namespace CalendarClient;

/// <summary>A team calendar as the service holds it.</summary>
public sealed record Calendar : CalendarContent
{
    public required string Id { get; init; }

    /// <summary>The entity tag with its quotes; give it back as it is when replacing or deleting.</summary>
    public required string Etag { get; init; }

    /// <summary>The tenant's version at which this calendar was last written.</summary>
    public required long Version { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The Entra object id of who wrote it.</summary>
    public required string UpdatedBy { get; init; }
}
