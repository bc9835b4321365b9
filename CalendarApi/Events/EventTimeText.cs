using CalendarApi.Bodies;
using CalendarApi.Wire;
using NodaTime.Text;
using TeamCalendars.Events;

namespace CalendarApi.Events;

/// <summary>Reads the times of an event. <see cref="EventRules"/> checks whether they are consistent.</summary>
internal static class EventTimeText
{
    public static EventTime? Read(bool allDay, string? start, string? end, string? timeZone, FieldErrors errors) =>
        allDay ? ReadDays(start, end, timeZone, errors) : ReadZoned(start, end, timeZone, errors);

    private static EventTime.AllDay? ReadDays(string? start, string? end, string? timeZone, FieldErrors errors)
    {
        var expected = "must be a date such as 2026-11-23, because the event is all-day";
        var first = Read(WireTime.Date, "start", start, expected, errors);
        var last = Read(WireTime.Date, "end", end, expected, errors);
        if (timeZone is not null)
        {
            errors.Add("timeZone", "is allowed only for timed events");
        }

        return first is { } from && last is { } to && timeZone is null ? new(from, to) : null;
    }

    private static EventTime.Zoned? ReadZoned(string? start, string? end, string? timeZone, FieldErrors errors)
    {
        var expected = "must be a wall time such as 2026-11-23T09:00:00, without an offset";
        var first = Read(WireTime.WallTime, "start", start, expected, errors);
        var last = Read(WireTime.WallTime, "end", end, expected, errors);
        if (timeZone is null)
        {
            errors.Add("timeZone", "is missing");
        }

        return first is { } from && last is { } to && timeZone is not null ? new(from, to, timeZone) : null;
    }

    private static T? Read<T>(IPattern<T> pattern, string field, string? text, string expected, FieldErrors errors)
        where T : struct
    {
        if (text is null)
        {
            errors.Add(field, "is missing");
            return null;
        }

        var parsed = pattern.Parse(text);
        if (!parsed.Success)
        {
            errors.Add(field, expected);
        }

        return parsed.Success ? parsed.Value : null;
    }
}
