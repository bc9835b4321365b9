using System.Text.Json.Serialization;
using TeamCalendars.Calendars;

namespace TeamCalendars.StoredFormat;

/// <summary>How contents are kept in their column. Members may be added; none may change its meaning.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CalendarContent))]
[JsonSerializable(typeof(StoredEvent))]
internal sealed partial class StoredJson : JsonSerializerContext;
