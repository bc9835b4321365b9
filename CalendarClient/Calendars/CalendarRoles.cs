namespace CalendarClient;

/// <summary>What somebody may do with a calendar. Each role may do what those before it may.</summary>
public static class CalendarRoles
{
    /// <summary>See when there is an event, and nothing else of it.</summary>
    public const string FreeBusy = "freeBusy";

    /// <summary>Read the events.</summary>
    public const string Reader = "reader";

    /// <summary>Write events, and the calendar's own content except its access.</summary>
    public const string Editor = "editor";

    /// <summary>Change the access, and delete the calendar.</summary>
    public const string Owner = "owner";
}
