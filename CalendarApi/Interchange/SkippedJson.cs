namespace CalendarApi.Interchange;

/// <summary>A part of a calendar file that was not taken.</summary>
/// <param name="Component">Its name, such as VEVENT.</param>
/// <param name="Uid">Its UID, when it has one.</param>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Reason">Why.</param>
internal sealed record SkippedJson(string Component, string? Uid, int? Line, string Reason);
