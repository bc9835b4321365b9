using System.Text.Json.Serialization;
using CalendarApi.Calendars;
using CalendarApi.Changes;
using CalendarApi.Configuration;
using CalendarApi.Events;
using CalendarApi.Interchange;
using CalendarApi.People;
using Microsoft.AspNetCore.Mvc;
using SignalRService;

namespace CalendarApi.Wire;

/// <summary>All messages of the API. Reading is strict: unknown members, duplicate members and deep nesting are refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    NumberHandling = JsonNumberHandling.Strict,
    MaxDepth = 16)]
[JsonSerializable(typeof(CalendarBody))]
[JsonSerializable(typeof(CalendarJson))]
[JsonSerializable(typeof(CalendarsJson))]
[JsonSerializable(typeof(EventBody))]
[JsonSerializable(typeof(EventJson))]
[JsonSerializable(typeof(EventsJson))]
[JsonSerializable(typeof(PersonBody))]
[JsonSerializable(typeof(PersonJson))]
[JsonSerializable(typeof(PeopleJson))]
[JsonSerializable(typeof(ChangesJson))]
[JsonSerializable(typeof(HeadJson))]
[JsonSerializable(typeof(ImportReportJson))]
[JsonSerializable(typeof(ClientConfigurationJson))]
[JsonSerializable(typeof(NegotiateResponse))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(Dictionary<string, string[]>))]
[JsonSerializable(typeof(long))]
[JsonSerializable(typeof(int))]
internal sealed partial class WireJson : JsonSerializerContext;
