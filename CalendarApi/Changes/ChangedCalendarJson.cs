using System.Text.Json.Serialization;
using CalendarApi.Calendars;

namespace CalendarApi.Changes;

/// <summary>A calendar in its latest state, or the tombstone of one.</summary>
[JsonDerivedType(typeof(CalendarJson))]
[JsonDerivedType(typeof(CalendarTombstoneJson))]
internal abstract record ChangedCalendarJson;

/// <summary>A calendar that was deleted, and its events with it.</summary>
internal sealed record CalendarTombstoneJson(string Id, long Version, bool Deleted = true) : ChangedCalendarJson;
