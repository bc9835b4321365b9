namespace Fuzzing.Tests.Targets;

/// <summary>What calendar files and recurrence rules are made of.</summary>
internal static class CalendarWords
{
    public static IReadOnlyList<string> Rules { get; } =
    [
        "FREQ=", "SECONDLY", "MINUTELY", "HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY", ";INTERVAL=", ";COUNT=", ";UNTIL=", ";WKST=", ";BYMONTH=", ";BYMONTHDAY=", ";BYYEARDAY=",
        ";BYWEEKNO=", ";BYDAY=", ";BYHOUR=", ";BYMINUTE=", ";BYSECOND=", ";BYSETPOS=", ";BYEASTER=", ";RSCALE=", ";SKIP=", "MO", "TU", "WE", "TH", "FR", "SA", "SU", "-1FR", "53MO", "5SU", ",", "-",
        "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23", "20261231", "20261231T235959Z", "99991231T235959Z", "00010101T000000Z", "20260229", "20261025T023000", "20260329T023000",
    ];

    public static IReadOnlyList<string> Files { get; } =
    [
        .. Rules,
        "BEGIN:", "END:", "VCALENDAR", "VEVENT", "VTODO", "VALARM", "VTIMEZONE", "STANDARD", "DAYLIGHT", "DTSTART", "DTEND", "DURATION:", "RRULE:", "RDATE", "EXDATE", "EXRULE:", "RECURRENCE-ID", "UID:",
        "SEQUENCE:", "STATUS:CANCELLED", "SUMMARY:", "DESCRIPTION:", "LOCATION:", "CATEGORIES:", "ATTENDEE", "ORGANIZER", "METHOD:CANCEL", "X-WR-TIMEZONE:", "X-WR-CALNAME:", "TZOFFSETFROM:", "TZOFFSETTO:",
        "+0000", "-1200", "+1400", "+235959", "-00:30", "TZNAME:", "COLOR:", ";VALUE=DATE:", ";VALUE=PERIOD:", ";TZID=", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "Etc/UTC",
        "Australia/Lord_Howe", "Africa/Casablanca", "W. Europe Standard Time", "/freeassociation.sourceforge.net/Europe/Berlin", "GMT+1", "UTC-3:30", ";RANGE=THISANDFUTURE", ";ENCODING=QUOTED-PRINTABLE",
        ";ENCODING=BASE64", ";CHARSET=UTF-16", "P1D", "PT1H", "-P1W", "P99999D", "\r\n ", "\n", "\t", ":", ";", "=", "\"", "\\n", "\\,", "\\", "=3D", "=\r\n", "\0", "\u00e4", "\U0001f389", "\u202e", "\u2028",
        "\ufeff", "mailto:", "Z", "T",
    ];
}
