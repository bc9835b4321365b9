using CalendarApi.Bodies;
using CalendarApi.Wire;
using NodaTime;

namespace CalendarApi.Events;

/// <summary>The window of a query, [from, to), as RFC 3339 instants.</summary>
internal static class EventWindow
{
    public static readonly Duration Longest = Duration.FromDays(400);

    /// <returns>Null when there is no window, or when it is invalid; then <paramref name="errors"/> has the reasons.</returns>
    public static Interval? Read(string? from, string? to, FieldErrors errors)
    {
        if (from is null && to is null)
        {
            return null;
        }

        var start = ReadInstant("from", from, errors);
        var end = ReadInstant("to", to, errors);
        if (start is null || end is null)
        {
            return null;
        }

        if (end <= start)
        {
            errors.Add("to", "must be after from");
        }
        else if (end - start > Longest)
        {
            errors.Add("to", "must be at most 400 days after from");
        }
        else
        {
            return new Interval(start, end);
        }

        return null;
    }

    private static Instant? ReadInstant(string field, string? text, FieldErrors errors)
    {
        if (text is null)
        {
            errors.Add(field, "is missing: from and to require each other");
        }
        else if (WireTime.TryParseInstant(text, out var instant))
        {
            return instant;
        }
        else
        {
            errors.Add(field, "must be an RFC 3339 instant such as 2026-11-23T00:00:00Z (write + as %2B)");
        }

        return null;
    }
}
