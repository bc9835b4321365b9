using TeamCalendars.Events;
using TeamCalendars.ICalendar.Syntax;
using TeamCalendars.Merging;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>An event as its component alone tells it; what belongs to a series is put together afterwards.</summary>
/// <param name="Original">The occurrence that it replaces; null for an event that stands for itself.</param>
internal sealed record EventDraft(Component Component, EventContent Content, string? Uid, SeriesDate? Original);
