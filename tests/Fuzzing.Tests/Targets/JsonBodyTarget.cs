using CalendarApi.Bodies;
using CalendarApi.Calendars;
using CalendarApi.Events;
using Fuzzing.Tests.Judging;
using TeamCalendars.Calendars;

namespace Fuzzing.Tests.Targets;

/// <summary>The JSON of a calendar and of an event, as the API reads the body of a PUT. Each input is read as both.</summary>
internal sealed class JsonBodyTarget : ITarget
{
    public string Name => "json-body";

    public int Share => 6;

    public IReadOnlyList<string> Words { get; } =
    [
        .. CalendarWords.Rules,
        "{", "}", "[", "]", ",", ":", "\"", "null", "true", "false", "1e999", "-0", "\\u0000", "\\ud800", "\\udc00\\ud83c", "\"title\":", "\"description\":", "\"location\":", "\"allDay\":", "\"start\":", "\"end\":",
        "\"timeZone\":", "\"category\":", "\"color\":", "\"assignees\":", "\"recurrence\":", "\"rules\":", "\"dates\":", "\"exceptionDates\":", "\"overriddenDates\":", "\"uid\":", "\"recurrenceId\":", "\"name\":",
        "\"etag\":", "\"version\":", "\"occurrences\":", "\"2026-11-23T09:00:00\"", "\"2026-11-23\"", "\"9999-12-31T23:59:59\"", "\"1000-01-01\"", "\"Europe/Berlin\"", "\"Asia/Gaza\"", "\"#ffeedd\"", "\u200b", "\u202e",
    ];

    public IEnumerable<byte[]> Seeds => SeedFiles.Of(Name).Concat(SeedFiles.OfTexts(
        """{"name":"Team","timeZone":"America/New_York","color":null}""",
        """{"title":"Short","start":"2026-11-23T09:00:00.5","end":"2026-11-23T09:00:00.5","timeZone":"Asia/Kathmandu","assignees":["a","b"],"recurrence":{"rules":["FREQ=DAILY;COUNT=3","FREQ=WEEKLY"],"dates":["2026-11-28T09:00:00"],"exceptionDates":[],"overriddenDates":null}}""",
        """{"title":"One","allDay":true,"start":"2026-11-23","end":"2026-11-24","uid":"u","recurrenceId":"2026-11-23"}"""));

    public void Run(byte[] input)
    {
        var calendar = Judge.Measure("read a calendar", () => Read<CalendarBody, CalendarContent>(input, (body, errors) => body.ToContent(errors)));
        if (calendar is not null)
        {
            Judge.Holds(CalendarRules.Check(calendar).Count == 0, "What is accepted satisfies the validation rules.");
            var prepared = Judge.Measure("store", () => CalendarKind.Instance.Prepare(calendar));
            Judge.Holds(calendar.Equals(CalendarKind.Instance.Read(prepared.Json, strict: true)), "What is stored is read back as it was.");
        }

        var item = Judge.Measure("read an event", () => Read<EventBody, TeamCalendars.Events.EventContent>(input, (body, errors) => body.ToContent(errors)));
        if (item is not null)
        {
            AcceptedEvents.Check([(EventId.Parse("fuzzed"), item)]);
        }
    }

    private static TContent? Read<TBody, TContent>(byte[] input, Func<TBody, FieldErrors, TContent?> contentOf)
        where TBody : class
        where TContent : class
    {
        var body = JsonBody<TBody>.Read(input);
        if (body.Value is null)
        {
            Judge.Holds(body.Problem?.StatusCode is >= 400 and < 500, "What is not accepted is the sender's fault.");
            return null;
        }

        var errors = new FieldErrors();
        var content = contentOf(body.Value, errors);
        Judge.Holds(content is null == errors.Any, "What is not accepted has a reason, and what is accepted has none.");
        return content;
    }
}
