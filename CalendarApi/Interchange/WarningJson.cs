namespace CalendarApi.Interchange;

/// <summary>An imported event that differs from the file.</summary>
/// <param name="Uid">Its UID, if it has one.</param>
/// <param name="Line">The line in the file, counted from 1.</param>
/// <param name="Reason">What differs, and why.</param>
internal sealed record WarningJson(string? Uid, int Line, string Reason);
