using TeamCalendars.Events;

namespace TeamCalendars.Rights;

/// <summary>What somebody sees of an event who may only see when there is one.</summary>
internal static class FreeBusy
{
    public const string Title = "Busy";

    /// <summary>
    /// Built from nothing, so that a new member of an event is hidden until somebody decides otherwise. The rules of an own time zone are left out, because they are text of the
    /// author of a file. The ETag is another one: who is let in later must not get "not modified".
    /// </summary>
    public static CalendarEvent Of(CalendarEvent item) => new()
    {
        CalendarId = item.CalendarId,
        Id = item.Id,
        Content = new EventContent
        {
            Title = Title,
            Time = item.Content.Time is EventTime.Zoned zoned ? zoned with { Rules = null } : item.Content.Time,
            Recurrence = item.Content.Recurrence is { } recurrence ? recurrence with { Whole = null } : null,
            Cancelled = item.Content.Cancelled,
        },
        Revision = item.Revision with { ETag = $"{item.Revision.ETag}.times", By = "" },
    };
}
