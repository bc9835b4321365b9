using System.Collections.Immutable;
using System.Globalization;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Syntax;
using TeamCalendars.ICalendar.Writing;
using TeamCalendars.Merging;
using TeamCalendars.People;
using TeamCalendars.Rules;

namespace TeamCalendars.ICalendar.Reading;

/// <summary>Reads one VEVENT (RFC 5545 §3.6.1).</summary>
internal sealed class EventReader(ZoneNames zones, ImportReport report, bool allCancelled)
{
    private const string NoTitle = "(no title)";

    /// <returns>Null when it is not taken; the report says why.</returns>
    public EventDraft? Read(Component component)
    {
        var uid = Text(component, "UID")?.Trim() is { Length: > 0 } text ? text : null;
        foreach (var child in component.Children)
        {
            report.Skip(child, uid, child.Name == "VALARM" ? "Reminders are not kept." : $"{child.Name} is not known inside an event.");
        }

        foreach (var line in component.UnreadableLines)
        {
            report.Warn(uid, line, "The line is not readable and was left out.");
        }

        foreach (var line in component.RepairedLines)
        {
            report.Warn(uid, line, "The line has bytes that are not UTF-8. They were read as Latin-1.");
        }

        if (!component.Closed)
        {
            report.Skip(component, uid, "It has no END: the file is cut off here, or broken.");
            return null;
        }

        var times = new EventTimeReader(zones, report, component, uid);
        var recurrenceId = component.Find("RECURRENCE-ID");
        Recurrence? recurrence = null;
        // An occurrence that stands for itself does not repeat, whatever it says.
        if (times.Read(out var reason) is not { } time || recurrenceId is null && (recurrence = times.ReadRecurrence(time, out reason)) is var _ && reason is not null)
        {
            report.Skip(component, uid, reason ?? "It has no time.");
            return null;
        }

        var original = recurrenceId is null ? null : times.Inherit(ICalendarTime.Parse(recurrenceId.Value, recurrenceId.Parameter("TZID")));
        if (recurrenceId is not null && (original is null || !EventRules.HasYear(original.Wall.Date)))
        {
            report.Skip(component, uid, original is null ? $"RECURRENCE-ID is not a date or time: '{TextRules.Shorten(recurrenceId.Value, 40)}'." : EventTimeReader.OutsideYears("RECURRENCE-ID"));
            return null;
        }

        var range = recurrenceId?.Parameter("RANGE")?.Trim();
        var andLater = string.Equals(range, "THISANDFUTURE", StringComparison.OrdinalIgnoreCase);
        if (range is not null && (!andLater || uid is null))
        {
            report.Warn(uid, recurrenceId!.Line, $"RANGE={TextRules.Shorten(range, 40)} is not supported: the change is taken for this one occurrence.");
        }

        _ = int.TryParse(component.Find("SEQUENCE")?.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence);
        var content = new EventContent
        {
            Title = Limited(component, "SUMMARY", EventRules.MaxTitle, uid)?.ReplaceLineEndings(" ").Trim() is { } title && HiddenCharacters.HasVisible(title) ? title : NoTitle,
            Description = Limited(component, "DESCRIPTION", EventRules.MaxDescription, uid, isLong: true),
            Location = Limited(component, "LOCATION", EventRules.MaxLocation, uid)?.ReplaceLineEndings(" "),
            Time = time,
            Category = Category(component, uid),
            Color = Color(component),
            UnmatchedAssignees = Assignees(component, uid),
            // Until its series is known, a change of all later occurrences is a series of one.
            Recurrence = andLater && uid is not null ? new Recurrence { Dates = [SeriesSplit.Text(time.WallStart(), time)] } : recurrence,
            Uid = uid?.Length <= EventRules.MaxUid ? uid : null,
            RecurrenceId = original is null ? null : EventTimeReader.DateOf(original, time, zones, midnightIsDay: false),
            Sequence = sequence,
            Cancelled = allCancelled || string.Equals(component.Find("STATUS")?.Value.Trim(), "CANCELLED", StringComparison.OrdinalIgnoreCase),
        };
        var violations = EventRules.Check(content);
        if (violations.Count > 0)
        {
            report.Skip(component, uid, string.Join(' ', violations.Select(violation => $"{violation.Field}: {violation.Reason}")));
            return null;
        }

        return new EventDraft(component, content, uid, original is null ? null : zones.DateOf(original));
    }

    private static string? Text(Component component, string property) =>
        component.Find(property) is { } line && ICalendarText.Read(line) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>The text without invisible characters, which an event may not have; see <see cref="HiddenCharacters"/>.</summary>
    private string Seen(string text, ContentLine line, string? uid, bool isLong = false)
    {
        var seen = HiddenCharacters.Strip(text, isLong);
        if (seen.Length < text.Length)
        {
            report.Warn(uid, line.Line, $"{line.Name} has invisible characters, which were left out.");
        }

        return seen;
    }

    private string? Limited(Component component, string property, int max, string? uid, bool isLong = false)
    {
        var text = Text(component, property) is { } whole ? Seen(whole, component.Find(property)!, uid, isLong) : null;
        if (text is null || text.Length <= max)
        {
            return text;
        }

        report.Warn(uid, component.Find(property)!.Line, string.Create(CultureInfo.InvariantCulture, $"{property} has {text.Length:N0} characters and was cut to {max:N0}."));
        // The cut may part what was joined.
        return HiddenCharacters.Strip(TextRules.Shorten(text, max), isLong);
    }

    private string? Category(Component component, string? uid)
    {
        var names = component.All("CATEGORIES").SelectMany(ICalendarText.ReadList).Select(name => name.ReplaceLineEndings(" ")).Where(name => !string.IsNullOrWhiteSpace(name)).ToList();
        if (names.Count > 1)
        {
            report.Warn(uid, component.Find("CATEGORIES")!.Line, "An event has one category here: the first was taken.");
        }

        var category = names.FirstOrDefault() is { } first ? HiddenCharacters.Strip(TextRules.Shorten(Seen(first, component.Find("CATEGORIES")!, uid), EventRules.MaxCategory), isLong: false) : null;
        return string.IsNullOrWhiteSpace(category) ? null : category;
    }

    private static string? Color(Component component)
    {
        var color = (component.Find(ICalendarWriter.ColorProperty) ?? component.Find("COLOR"))?.Value.Trim().ToLowerInvariant();
        var violations = new List<RuleViolation>();
        TextRules.Color(violations, "color", color);
        return violations.Count == 0 ? color : null;
    }

    private ImmutableArray<PersonText> Assignees(Component component, string? uid)
    {
        var names = component.All("ATTENDEE").Select(line => Attendees.Read(line) is { } person ? person with { Text = Seen(person.Text, line, uid) } : null)
            .OfType<PersonText>().Where(person => HiddenCharacters.HasVisible(person.Text)).DistinctBy(person => person.Text, StringComparer.OrdinalIgnoreCase).ToList();
        if (names.Count > EventRules.MaxAssignees)
        {
            report.Warn(uid, component.Line, string.Create(CultureInfo.InvariantCulture, $"Of {names.Count} attendees the first {EventRules.MaxAssignees} were taken."));
        }

        return [.. names.Take(EventRules.MaxAssignees)];
    }
}
