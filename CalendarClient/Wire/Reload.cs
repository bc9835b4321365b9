namespace CalendarClient;

/// <summary>The one argument of the push <c>reload</c>: what lies in (<see cref="Since"/>, <see cref="Version"/>]. It names changes, it carries none.</summary>
internal sealed record Reload
{
    public required string Epoch { get; init; }
    public required long Since { get; init; }
    public required long Version { get; init; }

    /// <summary>The calendars concerned; null when they are too many to name.</summary>
    public IReadOnlyList<string>? Calendars { get; init; }

    /// <summary>How many changes it tells of; 0 for a repeated announcement.</summary>
    public int Changes { get; init; }

    /// <summary>The client instance that did all of it; null when several did.</summary>
    public string? Origin { get; init; }
}
