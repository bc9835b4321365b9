namespace CalendarApi.Interchange;

/// <summary>An event that was taken, but not quite as the file has it.</summary>
/// <param name="Uid">Its UID, when it has one.</param>
/// <param name="Line">Where that is, from 1.</param>
/// <param name="Reason">What is different, and why.</param>
internal sealed record WarningJson(string? Uid, int Line, string Reason);
