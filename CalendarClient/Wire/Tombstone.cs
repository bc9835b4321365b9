using System.Text.Json;

namespace CalendarClient;

/// <summary><c>{"id":"lunch","calendarId":"team","version":42,"deleted":true}</c>. Every change is first read as this, to see whether it is a tombstone.</summary>
internal sealed record Tombstone
{
    public required string Id { get; init; }

    /// <summary>Null for a calendar.</summary>
    public string? CalendarId { get; init; }

    public required long Version { get; init; }

    public bool Deleted { get; init; }

    /// <summary>Reads ahead on a copy: the caller's reader does not move.</summary>
    public static Tombstone Peek(Utf8JsonReader reader) => JsonSerializer.Deserialize(ref reader, WireJson.Default.Tombstone)
        ?? throw new JsonException("A change must be an object.");
}
