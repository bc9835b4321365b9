using NodaTime;
using NodaTime.Text;
using TeamCalendars.Recurrences;

namespace TeamCalendars.Events;

internal static class EventTimes
{
    public static LocalDateTime WallStart(this EventTime time) => time switch
    {
        EventTime.Zoned timed => timed.Start,
        EventTime.AllDay days => days.Start.AtMidnight(),
        _ => throw new InvalidOperationException("An event's time is wall times or whole days."),
    };

    /// <summary>The same length in wall time, starting elsewhere: a shift from 22:00 to 06:00 ends at 06:00 also in the night of a DST change.</summary>
    /// <param name="again">Whether the second time is meant that the clock shows the start.</param>
    public static Occurrence At(this EventTime time, LocalDateTime start, bool again = false)
    {
        switch (time)
        {
            case EventTime.Zoned timed:
                var end = start + Period.Between(timed.Start, timed.End, PeriodUnits.Days | PeriodUnits.Nanoseconds);
                var startInstant = again ? timed.Zone.MapLocal(start).Last().ToInstant() : timed.InstantOf(start);
                var endInstant = timed.InstantOf(end);
                if (again || endInstant < startInstant)
                {
                    // The start was moved out of a gap and past the end, or both are in an hour that is there twice: the length is kept instead.
                    endInstant = startInstant + (timed.InstantOf(timed.End) - timed.InstantOf(timed.Start));
                    end = endInstant.InZone(timed.Zone).LocalDateTime;
                }

                return new Occurrence(timed with { Start = start, End = end }, startInstant, endInstant);
            case EventTime.AllDay days:
                var last = start.Date.PlusDays(Period.DaysBetween(days.Start, days.End));
                return new Occurrence(
                    new EventTime.AllDay(start.Date, last), start.Date.AtMidnight().InUtc().ToInstant(), last.AtMidnight().InUtc().ToInstant());
            default:
                throw new InvalidOperationException("An event's time is wall times or whole days.");
        }
    }

    /// <summary>An occurrence with an end of its own (RFC 5545 §3.3.9).</summary>
    public static Occurrence At(this EventTime time, LocalDateTime start, LocalDateTime end) => time is EventTime.Zoned timed
        ? new Occurrence(timed with { Start = start, End = end }, timed.InstantOf(start), Instant.Max(timed.InstantOf(start), timed.InstantOf(end)))
        : time.At(start);

    /// <summary>Whether the dates of a series have the same spelling with both times.</summary>
    public static bool WritesDatesAs(this EventTime time, EventTime other) => (time, other) switch
    {
        (EventTime.Zoned one, EventTime.Zoned another) => one.TimeZone == another.TimeZone && one.Rules == another.Rules && one.Start.TimeOfDay == another.Start.TimeOfDay,
        _ => time is EventTime.AllDay && other is EventTime.AllDay,
    };

    /// <summary>The other time in the zone of this one, at the same instants.</summary>
    public static EventTime SameZone(this EventTime time, EventTime other) =>
        time is EventTime.Zoned zoned && other is EventTime.Zoned moved && (zoned.TimeZone != moved.TimeZone || zoned.Rules != moved.Rules)
            ? zoned with { Start = moved.InstantOf(moved.Start).InZone(zoned.Zone).LocalDateTime, End = moved.InstantOf(moved.End).InZone(zoned.Zone).LocalDateTime }
            : other;

    /// <summary>The start of a date of a <see cref="Recurrence"/>: a wall time, or a date as its midnight.</summary>
    public static LocalDateTime ParseDate(string text)
    {
        var start = text.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? text[..slash] : text;
        return LocalDateTimePattern.ExtendedIso.Parse(start) is { Success: true } time ? time.Value : LocalDatePattern.Iso.Parse(start).GetValueOrThrow().AtMidnight();
    }

    /// <summary>The end of a date that has one of its own.</summary>
    public static LocalDateTime? ParseEnd(string text) =>
        text.IndexOf('/', StringComparison.Ordinal) is >= 0 and var slash ? LocalDateTimePattern.ExtendedIso.Parse(text[(slash + 1)..]).GetValueOrThrow() : null;
}
