using System.Text.Json;
using System.Text.Json.Serialization;

namespace CalendarClient;

/// <summary>An event that changed, as it is now.</summary>
/// <param name="CalendarId">The id of its calendar.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Version">The tenant's version at which it was last written or deleted.</param>
/// <param name="Event">The event; null when it was deleted.</param>
[JsonConverter(typeof(Converter))]
public sealed record ChangedEvent(string CalendarId, string Id, long Version, CalendarEvent? Event)
{
    internal sealed class Converter : JsonConverter<ChangedEvent>
    {
        public override ChangedEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var tombstone = Tombstone.Peek(reader);
            if (tombstone.Deleted)
            {
                // Not Skip, which refuses a reader that may not have the whole page yet, although all of this object is here.
                reader.TrySkip();
                return new(tombstone.CalendarId ?? throw new JsonException("A deleted event must name its calendar."), tombstone.Id, tombstone.Version, null);
            }

            var item = JsonSerializer.Deserialize(ref reader, WireJson.Default.CalendarEvent)!;
            return new(item.CalendarId, item.Id, item.Version, item);
        }

        public override void Write(Utf8JsonWriter writer, ChangedEvent value, JsonSerializerOptions options)
        {
            if (value.Event is { } item)
            {
                JsonSerializer.Serialize(writer, item, WireJson.Default.CalendarEvent);
            }
            else
            {
                JsonSerializer.Serialize(writer, new Tombstone { Id = value.Id, CalendarId = value.CalendarId, Version = value.Version, Deleted = true }, WireJson.Default.Tombstone);
            }
        }
    }
}
