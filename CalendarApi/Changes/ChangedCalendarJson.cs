using System.Text.Json.Serialization;
using CalendarApi.Calendars;

namespace CalendarApi.Changes;

/// <summary>The current revision of a calendar, or its tombstone.</summary>
[JsonDerivedType(typeof(CalendarJson))]
[JsonDerivedType(typeof(CalendarTombstoneJson))]
internal abstract record ChangedCalendarJson;

/// <summary>The tombstone of a calendar. It stands for the calendar's events too.</summary>
internal sealed record CalendarTombstoneJson(string Id, long Version, bool Deleted = true) : ChangedCalendarJson;
