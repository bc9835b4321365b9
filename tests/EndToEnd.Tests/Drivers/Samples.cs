namespace EndToEnd.Tests.Drivers;

/// <summary>Small calendar files (RFC 5545).</summary>
internal static class Samples
{
    /// <summary>One all-day event on the given day.</summary>
    public static string OneDay(string title, DateOnly day) => $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//CalendarRealtime//Tests//EN\r\nBEGIN:VEVENT\r\nUID:{title.Replace(' ', '-')}@calendar-realtime.test\r\nDTSTAMP:20261101T080000Z\r\nDTSTART;VALUE=DATE:{day:yyyyMMdd}\r\nSUMMARY:{title}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    /// <summary>Three events: one with times, one weekly series without one of its dates, and one of two whole days.</summary>
    public static readonly string TeamWeek = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//CalendarRealtime//Tests//EN
        BEGIN:VEVENT
        UID:review@calendar-realtime.test
        DTSTAMP:20261101T080000Z
        DTSTART;TZID=Europe/Berlin:20261124T140000
        DTEND;TZID=Europe/Berlin:20261124T150000
        SUMMARY:Design review
        LOCATION:Room 4
        END:VEVENT
        BEGIN:VEVENT
        UID:standup@calendar-realtime.test
        DTSTAMP:20261101T080000Z
        DTSTART;TZID=Europe/Berlin:20261123T091500
        DTEND;TZID=Europe/Berlin:20261123T093000
        RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=10
        EXDATE;TZID=Europe/Berlin:20261125T091500
        SUMMARY:Stand-up
        END:VEVENT
        BEGIN:VEVENT
        UID:offsite@calendar-realtime.test
        DTSTAMP:20261101T080000Z
        DTSTART;VALUE=DATE:20261126
        DTEND;VALUE=DATE:20261128
        SUMMARY:Offsite
        END:VEVENT
        END:VCALENDAR

        """.ReplaceLineEndings("\r\n");
}
