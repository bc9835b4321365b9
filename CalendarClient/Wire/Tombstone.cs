using System.Text.Json;

namespace CalendarClient;

/// <summary><c>{"id":"lunch","calendarId":"team","version":42,"deleted":true}</c>; also what is read first of any change, to see which it is.</summary>
internal sealed record Tombstone
{
    public required string Id { get; init; }

    /// <summary>Null for a calendar.</summary>
    public string? CalendarId { get; init; }

    public required long Version { get; init; }

    public bool Deleted { get; init; }

    /// <summary>Reads ahead on a copy: the reader stays where it was.</summary>
    public static Tombstone Peek(Utf8JsonReader reader) => JsonSerializer.Deserialize(ref reader, WireJson.Default.Tombstone)
        ?? throw new JsonException("A change is an object.");
}
