using System.Globalization;
using NodaTime;
using TeamCalendars.People;
using TeamCalendars.Recurrences;
using TeamCalendars.Rules;

namespace TeamCalendars.Events;

/// <summary>What an event must be to be stored. Pure: the same content, the same answer.</summary>
public static class EventRules
{
    public const int MaxTitle = 200;
    public const int MaxDescription = 8_000;
    public const int MaxLocation = 500;
    public const int MaxCategory = 64;
    public const int MaxAssignees = 50;

    /// <summary>The longest name or address of somebody who is still to be matched with the directory.</summary>
    internal const int MaxUnmatchedAssignee = 254;

    public const int MaxUid = 1_000;

    /// <summary>Years outside would overflow somewhere between a client, a zone and a rule; no calendar needs them.</summary>
    internal const int FirstYear = 1000;
    internal const int LastYear = 2500;

    /// <returns>Every violation; empty when the content may be stored.</returns>
    public static IReadOnlyList<RuleViolation> Check(EventContent content)
    {
        var violations = new List<RuleViolation>();
        TextRules.Required(violations, "title", content.Title, MaxTitle);
        TextRules.Description(violations, content.Description, MaxDescription);
        TextRules.Optional(violations, "location", content.Location, MaxLocation);
        TextRules.Optional(violations, "category", content.Category, MaxCategory);
        TextRules.Color(violations, "color", content.Color);
        TextRules.Content(violations, "uid", content.Uid, MaxUid);
        if (content.Sequence < 0)
        {
            violations.Add(new RuleViolation("sequence", "Must not be negative."));
        }

        CheckAssignees(violations, content);
        CheckTime(violations, content.Time);
        if (content.Recurrence is { } recurrence)
        {
            RecurrenceRules.Check(violations, recurrence, content.Time);
        }

        if (content.RecurrenceId is { } recurrenceId)
        {
            RecurrenceRules.CheckDate(violations, "recurrenceId", recurrenceId, either: true, content.Time);
        }

        return violations;
    }

    /// <summary>The assignees that are not in the directory. Those that the stored event has already may stay, because a person who is assigned somewhere can be deleted.</summary>
    /// <param name="stored">Null for a new event.</param>
    internal static IReadOnlyList<RuleViolation> CheckDirectory(EventContent content, EventContent? stored, Func<PersonId, bool> isInDirectory) =>
    [
        .. content.Assignees.Index()
            .Where(assignee => stored?.Assignees.Contains(assignee.Item) != true && !isInDirectory(assignee.Item))
            .Select(assignee => new RuleViolation(FieldOfAssignee(assignee.Index), "Is nobody of the directory.")),
    ];

    private static string FieldOfAssignee(int index) => string.Create(CultureInfo.InvariantCulture, $"assignees[{index}]");

    private static void CheckAssignees(List<RuleViolation> violations, EventContent content)
    {
        var number = content.Assignees.Length + content.UnmatchedAssignees.Length;
        if (number > MaxAssignees)
        {
            violations.Add(new RuleViolation("assignees", string.Create(CultureInfo.InvariantCulture, $"Must be at most {MaxAssignees}, are {number}.")));
            return;
        }

        var seen = new HashSet<PersonId>();
        for (var i = 0; i < content.Assignees.Length; i++)
        {
            if (!seen.Add(content.Assignees[i]))
            {
                violations.Add(new RuleViolation(FieldOfAssignee(i), "Is there twice."));
            }
        }

        foreach (var unmatched in content.UnmatchedAssignees)
        {
            TextRules.Required(violations, "assignees", unmatched.Text, MaxUnmatchedAssignee);
        }
    }

    private static void CheckTime(List<RuleViolation> violations, EventTime time)
    {
        switch (time)
        {
            case EventTime.Zoned timed:
                var known = TextRules.TimeZone(violations, "timeZone", timed.TimeZone);
                if (timed.Rules?.Check() is { } wrong)
                {
                    violations.Add(new RuleViolation("timeZoneRules", wrong));
                }

                var ordered = CheckYear(violations, "start", timed.Start.Date) & CheckYear(violations, "end", timed.End.Date);
                if (known && ordered && timed.InstantOf(timed.End) < timed.InstantOf(timed.Start))
                {
                    violations.Add(new RuleViolation("end", "Must not be before the start."));
                }

                break;
            case EventTime.AllDay days:
                if (CheckYear(violations, "start", days.Start) & CheckYear(violations, "end", days.End) && days.End <= days.Start)
                {
                    violations.Add(new RuleViolation("end", "Must be after the start: the end is the day after the last."));
                }

                break;
            default:
                violations.Add(new RuleViolation("start", "Must be given."));
                break;
        }
    }

    internal static bool HasYear(LocalDate date) => date.Year is >= FirstYear and <= LastYear;

    internal static bool CheckYear(ICollection<RuleViolation> violations, string field, LocalDate date)
    {
        if (HasYear(date))
        {
            return true;
        }

        violations.Add(new RuleViolation(field, string.Create(CultureInfo.InvariantCulture, $"Must be between the years {FirstYear} and {LastYear}.")));
        return false;
    }
}
