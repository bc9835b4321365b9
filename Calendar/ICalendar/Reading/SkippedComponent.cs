namespace TeamCalendars.ICalendar.Reading;

/// <summary>What of a file was not taken.</summary>
/// <param name="Component">Its name: <c>VEVENT</c>, <c>VTODO</c>.</param>
/// <param name="Uid">Null when it has none.</param>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Reason">A sentence.</param>
public sealed record SkippedComponent(string Component, string? Uid, int Line, string Reason);
