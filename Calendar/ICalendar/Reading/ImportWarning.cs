namespace TeamCalendars.ICalendar.Reading;

/// <summary>What of an event that was taken is not as the file has it.</summary>
/// <param name="Uid">Null when it has none.</param>
/// <param name="Line">Where it is, from 1.</param>
/// <param name="Reason">A sentence.</param>
public sealed record ImportWarning(string? Uid, int Line, string Reason);
