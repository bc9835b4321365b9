using System.Globalization;
using System.Text;
using System.Text.Json;
using NodaTime;
using TeamCalendars.Events;

namespace Bench.Samples;

/// <summary>Typical events of teams: a title, a place, a paragraph, a few people. A number gives the same event in every run.</summary>
internal static class SampleEvents
{
    public const string Calendar = "team";

    /// <summary>How many people the events are for.</summary>
    public const int People = 20;

    private static readonly string[] Words =
        ("design review planning sprint customer budget release retrospective interview onboarding training workshop deployment migration incident follow-up "
        + "alignment roadmap quarterly weekly monthly support contract supplier security audit compliance hiring platform data mobile research prototype launch "
        + "campaign partner legal finance travel offsite lunch demo feedback capacity staffing holiday handover documentation testing performance quality").Split(' ');

    private static readonly DateTime FirstDay = new(2026, 11, 2, 8, 0, 0, DateTimeKind.Unspecified);

    public static byte[] Json(int number)
    {
        var sample = Of(number);
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            title = sample.Title,
            description = sample.Description,
            location = sample.Location,
            allDay = false,
            start = sample.Start.ToString("s", CultureInfo.InvariantCulture),
            end = sample.Start.AddMinutes(sample.Minutes).ToString("s", CultureInfo.InvariantCulture),
            timeZone = "Europe/Berlin",
            assignees = sample.Assignees,
        });
    }

    public static EventContent Content(int number)
    {
        var sample = Of(number);
        return new()
        {
            Title = sample.Title,
            Description = sample.Description,
            Location = sample.Location,
            Time = new EventTime.Zoned(LocalDateTime.FromDateTime(sample.Start), LocalDateTime.FromDateTime(sample.Start.AddMinutes(sample.Minutes)), "Europe/Berlin"),
            Assignees = [.. sample.Assignees.Select(TeamCalendars.People.PersonId.Parse)],
        };
    }

    /// <summary>Somebody whom the events are for.</summary>
    public static string PersonId(int number) => string.Create(CultureInfo.InvariantCulture, $"person-{number}");

    public static byte[] PersonJson(int number) => JsonSerializer.SerializeToUtf8Bytes(new { sort = "contact", displayName = string.Create(CultureInfo.InvariantCulture, $"Person {number}") });

    public static byte[] CalendarJson() => JsonSerializer.SerializeToUtf8Bytes(new { name = "Team", timeZone = "Europe/Berlin" });

    /// <summary>An .ics file (RFC 5545) of events first, first + 1, …</summary>
    public static byte[] CalendarFile(int first, int count)
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//CalendarRealtime//Bench//EN\r\n");
        foreach (var number in Enumerable.Range(first, count))
        {
            var sample = Of(number);
            text.Append(CultureInfo.InvariantCulture, $"BEGIN:VEVENT\r\nUID:{number}@bench.example\r\nDTSTAMP:20261101T080000Z\r\n")
                .Append(CultureInfo.InvariantCulture, $"DTSTART;TZID=Europe/Berlin:{sample.Start:yyyyMMdd'T'HHmmss}\r\n")
                .Append(CultureInfo.InvariantCulture, $"DTEND;TZID=Europe/Berlin:{sample.Start.AddMinutes(sample.Minutes):yyyyMMdd'T'HHmmss}\r\n")
                .Append(Folded($"SUMMARY:{sample.Title}")).Append(Folded($"LOCATION:{sample.Location}")).Append(Folded($"DESCRIPTION:{sample.Description}"))
                .Append("END:VEVENT\r\n");
        }

        return Encoding.UTF8.GetBytes(text.Append("END:VCALENDAR\r\n").ToString());
    }

    private static Sample Of(int number)
    {
        // Not the shared generator: a number must give the same event in every process.
        var random = new Random(number);
        string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
        return new(
            Text(4),
            Text(24),
            string.Create(CultureInfo.InvariantCulture, $"Room {random.Next(1, 60)}"),
            FirstDay.AddDays(random.Next(365)).AddMinutes(15 * random.Next(40)),
            15 * random.Next(1, 9),
            [.. Enumerable.Range(0, random.Next(1, 4)).Select(person => PersonId((number + (person * 7)) % People))]);
    }

    /// <summary>RFC 5545 §3.1: lines longer than 75 octets continue on the next line after a space.</summary>
    private static string Folded(string line) => string.Join("\r\n ", line.Chunk(70).Select(part => new string(part))) + "\r\n";

    private readonly record struct Sample(string Title, string Description, string Location, DateTime Start, int Minutes, string[] Assignees);
}
