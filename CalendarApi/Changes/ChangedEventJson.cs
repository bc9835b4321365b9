using System.Text.Json.Serialization;
using CalendarApi.Events;

namespace CalendarApi.Changes;

/// <summary>The current revision of an event, or its tombstone.</summary>
[JsonDerivedType(typeof(EventJson))]
[JsonDerivedType(typeof(EventTombstoneJson))]
internal abstract record ChangedEventJson;

/// <summary>The tombstone of an event.</summary>
internal sealed record EventTombstoneJson(string Id, string CalendarId, long Version, bool Deleted = true) : ChangedEventJson;
