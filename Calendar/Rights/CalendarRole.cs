namespace TeamCalendars.Rights;

/// <summary>What somebody may do with a calendar. Each role may do what those before it may.</summary>
public enum CalendarRole
{
    /// <summary>Nothing: the calendar is not there.</summary>
    None,

    /// <summary>See when there is an event, and nothing else of it.</summary>
    FreeBusy,

    /// <summary>Read the events.</summary>
    Reader,

    /// <summary>Write events, and the calendar's own content except its access.</summary>
    Editor,

    /// <summary>Change the access, and delete the calendar.</summary>
    Owner,
}
