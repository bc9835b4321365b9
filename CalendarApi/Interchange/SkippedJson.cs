namespace CalendarApi.Interchange;

/// <summary>A part of a calendar file that was not imported.</summary>
/// <param name="Component">Its name, such as VEVENT.</param>
/// <param name="Uid">Its UID, if it has one.</param>
/// <param name="Line">The line on which it begins, counted from 1.</param>
/// <param name="Reason">Why it was not imported.</param>
internal sealed record SkippedJson(string Component, string? Uid, int? Line, string Reason);
