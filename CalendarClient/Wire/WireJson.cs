using System.Text.Json.Serialization;

namespace CalendarClient;

/// <summary>All messages that are sent or received. Unknown members are skipped, because a newer service may send more.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(CalendarContent))]
[JsonSerializable(typeof(Calendar))]
[JsonSerializable(typeof(CalendarList))]
[JsonSerializable(typeof(EventContent))]
[JsonSerializable(typeof(CalendarEvent))]
[JsonSerializable(typeof(WindowedEvent))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(PersonContent))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(PeoplePage))]
[JsonSerializable(typeof(Head))]
[JsonSerializable(typeof(ChangesPage))]
[JsonSerializable(typeof(ChangesFrame))]
[JsonSerializable(typeof(Reload))]
[JsonSerializable(typeof(ImportReport))]
[JsonSerializable(typeof(Problem))]
internal sealed partial class WireJson : JsonSerializerContext;
