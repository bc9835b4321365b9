using TeamCalendars.Events;
using TeamCalendars.ICalendar.Syntax;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>An event as its component alone tells it; what belongs to a series is put together afterwards.</summary>
internal sealed record EventDraft(Component Component, EventContent Content, string? Uid, int Sequence, bool Cancelled, ICalendarTime? RecurrenceId);
