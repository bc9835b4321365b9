using NodaTime;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Syntax;
using TeamCalendars.Recurrences;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>The rules that a file brings for a zone of its own (RFC 5545 §3.6.5).</summary>
internal sealed class VTimeZone
{
    /// <summary>The year up to which a rule's onsets are listed.</summary>
    private const int LastYear = 2100;

    private readonly (LocalDateTime Onset, Offset From, Offset To)[] onsets;

    private VTimeZone(string id, string? location, (LocalDateTime, Offset, Offset)[] onsets)
    {
        Id = id;
        Location = location;
        this.onsets = onsets;
    }

    public string Id { get; }

    /// <summary>X-LIC-LOCATION: the IANA name, when the writer was kind.</summary>
    public string? Location { get; }

    /// <returns>Null when it has no name.</returns>
    public static VTimeZone? Read(Component component)
    {
        var id = component.Find("TZID") is { } line ? ICalendarText.Read(line).Trim() : "";
        return id.Length == 0
            ? null
            : new VTimeZone(
                id,
                component.Find("X-LIC-LOCATION")?.Value.Trim(),
                [.. component.Children.Where(child => child.Name is "STANDARD" or "DAYLIGHT").SelectMany(Onsets).OrderBy(onset => onset.Onset)]);
    }

    /// <summary>The offset of a wall time; null when the rules say nothing.</summary>
    public Offset? OffsetAt(LocalDateTime wall)
    {
        if (onsets.Length == 0)
        {
            return null;
        }

        var index = Array.FindLastIndex(onsets, onset => onset.Onset <= wall);
        return index >= 0 ? onsets[index].To : onsets[0].From;
    }

    private static IEnumerable<(LocalDateTime Onset, Offset From, Offset To)> Onsets(Component observance)
    {
        if (ReadOffset(observance.Find("TZOFFSETFROM")) is not { } from
            || ReadOffset(observance.Find("TZOFFSETTO")) is not { } to
            || observance.Find("DTSTART") is not { } startLine
            || ICalendarTime.Parse(startLine.Value, null) is not { } start)
        {
            return [];
        }

        var time = new EventTime.Zoned(start.Wall, start.Wall, "Etc/UTC");
        var last = new LocalDateTime(LastYear, 1, 1, 0, 0);
        return observance.All("RRULE")
            .Where(rule => RuleSyntax.Check(rule.Value.Trim(), time) is null)
            .SelectMany(rule => RuleExpansion.Starts(rule.Value.Trim(), time, start.Wall).TakeWhile(onset => onset < last).Take(1_000))
            .Concat(observance.All("RDATE").SelectMany(ICalendarTime.ParseList).OfType<ICalendarTime>().Select(date => date.Wall))
            .Append(start.Wall)
            .Distinct()
            .Select(onset => (onset, from, to));
    }

    /// <summary>UTC-OFFSET (§3.3.14): <c>+0100</c>, <c>-033015</c>.</summary>
    private static Offset? ReadOffset(ContentLine? line)
    {
        var value = line?.Value.Trim() ?? "";
        if (value.Length is not (5 or 7) || value[0] is not ('+' or '-') || value.AsSpan(1).IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return null;
        }

        int Two(int at) => (value[at] - '0') * 10 + value[at + 1] - '0';
        var seconds = Two(1) * 3_600 + Two(3) * 60 + (value.Length == 7 ? Two(5) : 0);
        return seconds <= 18 * 3_600 ? Offset.FromSeconds(value[0] == '-' ? -seconds : seconds) : null;
    }
}
