namespace CalendarApi.Interchange;

/// <summary>The calendar was deleted, or the caller's right to see it withdrawn, while it was exported.</summary>
internal sealed class CalendarDeletedException() : Exception("The calendar was deleted while it was exported.");
