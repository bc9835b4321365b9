namespace CalendarClient;

/// <summary>The one argument of the push <c>reload</c>: how far the tenant has come. It carries nothing of calendars or events.</summary>
internal sealed record Reload
{
    /// <summary>The life of the store that the version is of.</summary>
    public required string Epoch { get; init; }

    /// <summary>The tenant's version.</summary>
    public required long Version { get; init; }
}
