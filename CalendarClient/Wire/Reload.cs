namespace CalendarClient;

/// <summary>The only argument of the push <c>reload</c>: the tenant's position. It contains nothing of calendars or events.</summary>
internal sealed record Reload
{
    /// <summary>The epoch of the version.</summary>
    public required string Epoch { get; init; }

    /// <summary>The tenant's version.</summary>
    public required long Version { get; init; }
}
