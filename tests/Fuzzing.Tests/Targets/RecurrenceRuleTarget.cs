using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CalendarApi.Events;
using Fuzzing.Tests.Judging;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;

namespace Fuzzing.Tests.Targets;

/// <summary>
/// Recurrence rules and dates of an event, as they are checked and expanded. The first line of an input is the start, with a zone or as a date;
/// each further one is a rule, or a date after the name of its list.
/// </summary>
internal sealed class RecurrenceRuleTarget : ITarget
{
    private const string Dates = "RDATE ", ExceptionDates = "EXDATE ", OverriddenDates = "OVERRIDDEN ";

    public string Name => "recurrence-rule";

    public int Share => 8;

    public IReadOnlyList<string> Words { get; } =
        [.. CalendarWords.Rules, "\n", Dates, ExceptionDates, OverriddenDates, "2026-11-23", "2026-11-23T09:00:00", "9999-12-31", "1000-01-01T00:00:00 America/New_York", " Europe/Berlin", " Pacific/Apia", " Etc/UTC"];

    public IEnumerable<byte[]> Seeds => SeedFiles.OfTexts(
        "2026-01-05T09:00:00 Europe/Berlin\nFREQ=DAILY",
        "2026-01-05T09:00:00 Europe/Berlin\nFREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;WKST=SU;UNTIL=20271231T235959Z",
        "2026-01-05T09:00:00 America/New_York\nFREQ=MONTHLY;BYDAY=1MO,-1FR;BYSETPOS=1,-1;COUNT=40\nEXDATE 2026-02-02T09:00:00",
        "2026-01-31\nFREQ=MONTHLY;BYMONTHDAY=-1,31\nRDATE 2026-02-14\nOVERRIDDEN 2026-03-31",
        "2024-02-29\nFREQ=YEARLY;INTERVAL=4",
        "2026-01-01T00:30:00 Australia/Lord_Howe\nFREQ=HOURLY;INTERVAL=7;BYHOUR=0,1,2,3;BYMONTH=4,10",
        "2026-01-01T00:00:00 Etc/UTC\nFREQ=YEARLY;BYWEEKNO=1,53,-1;BYDAY=MO,SU;BYHOUR=8,20;BYMINUTE=30",
        "2026-01-01T00:00:00 Etc/UTC\nFREQ=YEARLY;BYYEARDAY=1,100,-1,366;BYSECOND=0",
        "1000-01-01T00:00:00 America/New_York\nFREQ=HOURLY",
        "2500-12-31T23:00:00 Pacific/Apia\nFREQ=DAILY;COUNT=400\nFREQ=YEARLY;UNTIL=99991231");

    public void Run(byte[] input)
    {
        var content = ContentOf(input);
        if (Judge.Measure("check", () => EventRules.Check(content)).Count == 0)
        {
            AcceptedEvents.Check([(EventId.Parse("fuzzed"), content)]);
        }
    }

    /// <summary>The event as a client would send it.</summary>
    public static byte[] JsonOf(byte[] input)
    {
        var content = ContentOf(input);
        var (start, end, zone) = EventJson.Spell(content.Time);
        return JsonSerializer.SerializeToUtf8Bytes(
            new { content.Title, AllDay = zone is null, start, end, timeZone = zone, recurrence = RecurrenceJson.From(content.Recurrence) }, JsonSerializerOptions.Web);
    }

    private static EventContent ContentOf(byte[] input)
    {
        var lines = Encoding.UTF8.GetString(input).Split('\n', StringSplitOptions.TrimEntries);
        string[] lists = [Dates, ExceptionDates, OverriddenDates];
        return new()
        {
            Title = "Fuzzed",
            Time = TimeOf(lines[0]),
            Recurrence = new Recurrence
            {
                Rules = [.. lines.Skip(1).Where(line => !lists.Any(list => line.StartsWith(list, StringComparison.Ordinal)))],
                Dates = Listed(lines, Dates),
                ExceptionDates = Listed(lines, ExceptionDates),
                OverriddenDates = Listed(lines, OverriddenDates),
            },
        };
    }

    private static EventTime TimeOf(string line)
    {
        var parts = line.Split(' ', 2);
        if (parts.Length == 2 && LocalDateTimePattern.ExtendedIso.Parse(parts[0]).TryGetValue(default, out var start) && start.Year is > 0 and < 9999)
        {
            return new EventTime.Zoned(start, start.PlusHours(1), parts[1]);
        }

        return LocalDatePattern.Iso.Parse(line).TryGetValue(default, out var day) && day.Year is > 0 and < 9999
            ? new EventTime.AllDay(day, day.PlusDays(1))
            : new EventTime.Zoned(new LocalDateTime(2026, 1, 5, 9, 0), new LocalDateTime(2026, 1, 5, 10, 0), "Europe/Berlin");
    }

    private static ImmutableArray<string> Listed(string[] lines, string prefix) =>
        [.. lines.Skip(1).Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line[prefix.Length..])];
}
