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
    public static Occurrence At(this EventTime time, LocalDateTime start)
    {
        switch (time)
        {
            case EventTime.Zoned timed:
                var end = start + Period.Between(timed.Start, timed.End, PeriodUnits.Days | PeriodUnits.Nanoseconds);
                var startInstant = ZonedTimes.InstantOf(start, timed.TimeZone);
                var endInstant = ZonedTimes.InstantOf(end, timed.TimeZone);
                if (endInstant < startInstant)
                {
                    // The start was moved out of a gap and past the end: the length is kept instead.
                    endInstant = startInstant + (ZonedTimes.InstantOf(timed.End, timed.TimeZone) - ZonedTimes.InstantOf(timed.Start, timed.TimeZone));
                    end = endInstant.InZone(DateTimeZoneProviders.Tzdb[timed.TimeZone]).LocalDateTime;
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

    /// <summary>A date of a <see cref="Recurrence"/>: a wall time, or a date as its midnight.</summary>
    public static LocalDateTime ParseDate(string text) =>
        LocalDateTimePattern.ExtendedIso.Parse(text) is { Success: true } time ? time.Value : LocalDatePattern.Iso.Parse(text).GetValueOrThrow().AtMidnight();
}
