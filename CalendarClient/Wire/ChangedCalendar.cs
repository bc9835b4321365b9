using System.Text.Json;
using System.Text.Json.Serialization;

namespace CalendarClient;

/// <summary>A calendar that changed, as it is now. When a calendar was deleted, its events are deleted with it and are not listed.</summary>
/// <param name="Id">The calendar's id.</param>
/// <param name="Version">The tenant's version at which it was last written or deleted.</param>
/// <param name="Calendar">The calendar; null when it was deleted.</param>
[JsonConverter(typeof(Converter))]
public sealed record ChangedCalendar(string Id, long Version, Calendar? Calendar)
{
    internal sealed class Converter : JsonConverter<ChangedCalendar>
    {
        public override ChangedCalendar Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var tombstone = Tombstone.Peek(reader);
            if (tombstone.Deleted)
            {
                // Not Skip, which refuses a reader that may not have the whole page yet, although all of this object is here.
                reader.TrySkip();
                return new(tombstone.Id, tombstone.Version, null);
            }

            var calendar = JsonSerializer.Deserialize(ref reader, WireJson.Default.Calendar)!;
            return new(calendar.Id, calendar.Version, calendar);
        }

        public override void Write(Utf8JsonWriter writer, ChangedCalendar value, JsonSerializerOptions options)
        {
            if (value.Calendar is { } calendar)
            {
                JsonSerializer.Serialize(writer, calendar, WireJson.Default.Calendar);
            }
            else
            {
                JsonSerializer.Serialize(writer, new Tombstone { Id = value.Id, Version = value.Version, Deleted = true }, WireJson.Default.Tombstone);
            }
        }
    }
}
