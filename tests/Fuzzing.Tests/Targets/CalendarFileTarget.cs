using Fuzzing.Tests.Judging;
using TeamCalendars.ICalendar.Reading;

namespace Fuzzing.Tests.Targets;

/// <summary>Calendar files (RFC 5545), as an import reads them.</summary>
internal sealed class CalendarFileTarget : ITarget
{
    public string Name => "calendar-file";

    public int Share => 14;

    public IEnumerable<byte[]> Seeds => SeedFiles.Of(Name).Concat(SeedFiles.OfTexts(Series, Zones, Old));

    public IReadOnlyList<string> Words => CalendarWords.Files;

    private const string Series = """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//Example//EN
        X-WR-CALNAME:Team
        X-WR-TIMEZONE:America/New_York
        BEGIN:VEVENT
        UID:series@example
        SEQUENCE:2
        DTSTART;TZID=Europe/Berlin:20260105T090000
        DURATION:PT45M
        RRULE:FREQ=MONTHLY;BYDAY=-1FR,1MO;BYSETPOS=1,-1;COUNT=30
        RDATE;VALUE=PERIOD;TZID=Europe/Berlin:20260107T090000/PT3H,20260108T090000/20260108T110000
        EXDATE;TZID=Europe/Berlin:20260130T090000,20260202T090000
        SUMMARY;LANGUAGE=de:Grüße\, an alle\; „hier“
        CATEGORIES:Meeting,Other
        ATTENDEE;CN="Adele: Vance";ROLE=CHAIR:mailto:adele@contoso.example
        X-CALENDAR-COLOR:#aabbcc
        BEGIN:VALARM
        TRIGGER:-PT15M
        ACTION:DISPLAY
        END:VALARM
        END:VEVENT
        BEGIN:VEVENT
        UID:series@example
        RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260202T090000
        DTSTART;TZID=Europe/Berlin:20260203T100000
        DTEND;TZID=Europe/Berlin:20260203T104500
        SUMMARY:Moved
         and folded
        END:VEVENT
        BEGIN:VEVENT
        UID:days@example
        DTSTART;VALUE=DATE:20261224
        DTEND;VALUE=DATE:20261227
        RRULE:FREQ=YEARLY;UNTIL=20401231
        STATUS:CANCELLED
        END:VEVENT
        END:VCALENDAR
        """;

    private const string Zones = """
        BEGIN:VCALENDAR
        METHOD:PUBLISH
        BEGIN:VTIMEZONE
        TZID:Own
        BEGIN:DAYLIGHT
        DTSTART:19810329T020000
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
        TZOFFSETFROM:+0100
        TZOFFSETTO:+0200
        TZNAME:SUMMER
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:19961027T030000
        RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
        RDATE:19951001T030000
        TZOFFSETFROM:+0200
        TZOFFSETTO:+0100
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:1
        DTSTART;TZID=Own:20260701T090000
        DTEND:20260701T080000Z
        RRULE:FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH;UNTIL=20271231T235959Z
        END:VEVENT
        BEGIN:VEVENT
        UID:2
        DTSTART;TZID="(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna":20260701T090000
        RRULE:FREQ=HOURLY;INTERVAL=5;BYHOUR=8,13,18
        END:VEVENT
        END:VCALENDAR
        """;

    private const string Old = """
        BEGIN:VCALENDAR
        VERSION:1.0
        BEGIN:VEVENT
        DTSTART:20260701T090000Z
        DTEND:20260701T100000Z
        SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Gr=F6=DFe =
        der Halle
        DESCRIPTION;ENCODING=BASE64:R3LDvMOfZQ==
        END:VEVENT
        END:VCALENDAR
        """;

    public void Run(byte[] input)
    {
        var read = Judge.Measure("import", () => ICalendarReader.ReadAsync(new MemoryStream(input), "Europe/Berlin", CancellationToken.None).GetAwaiter().GetResult());
        if (read is not ICalendarReadResult.Read file)
        {
            return;
        }

        Judge.Holds(
            file.Skipped.FirstOrDefault(item => item.Reason.Contains("fault of this program", StringComparison.Ordinal)) is null,
            $"A component is refused for a reason of its own: {string.Join("; ", file.Skipped.Select(item => item.Reason))}");
        Judge.Holds(Math.Max(file.Skipped.Length, file.Warnings.Length) <= ICalendarReader.MaxReportEntries, "A report is of limited length.");
        AcceptedEvents.Check([.. file.Events.Select(item => (item.Id, item.Content))]);
    }
}
