using System.Text.Json.Serialization;
using CalendarApi.Events;

namespace CalendarApi.Changes;

/// <summary>An event in its latest state, or the tombstone of one.</summary>
[JsonDerivedType(typeof(EventJson))]
[JsonDerivedType(typeof(EventTombstoneJson))]
internal abstract record ChangedEventJson;

/// <summary>An event that was deleted.</summary>
internal sealed record EventTombstoneJson(string Id, string CalendarId, long Version, bool Deleted = true) : ChangedEventJson;
