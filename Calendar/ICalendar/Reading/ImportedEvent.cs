using TeamCalendars.Events;

namespace TeamCalendars.ICalendar.Reading;

/// <param name="Id">The same for the same UID and RECURRENCE-ID, so that importing a file again changes what it changed.</param>
/// <param name="Content">Satisfies <see cref="EventRules"/>.</param>
/// <param name="Line">Where it begins in the file, from 1.</param>
public sealed record ImportedEvent(EventId Id, EventContent Content, int Line);
