using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;
using TeamCalendars.Rules;

namespace TeamCalendars.Recurrences;

internal static class RecurrenceRules
{
    internal const int MaxRules = 10;
    internal const int MaxDates = 1_000;

    public static void Check(ICollection<RuleViolation> violations, Recurrence recurrence, EventTime time)
    {
        if (recurrence.Rules.Length > MaxRules)
        {
            violations.Add(new RuleViolation("recurrence.rules", $"Must be at most {MaxRules}."));
            return;
        }

        if (recurrence.Rules.Length + recurrence.Dates.Length == 0)
        {
            violations.Add(new RuleViolation("recurrence", "Must have a rule or a date; leave it out for an event that happens once."));
        }

        for (var i = 0; i < recurrence.Rules.Length; i++)
        {
            var rule = recurrence.Rules[i];
            var reason = string.IsNullOrWhiteSpace(rule) ? "Must not be empty."
                : RuleSyntax.Check(rule, time);
            if (reason is not null)
            {
                violations.Add(new RuleViolation(string.Create(CultureInfo.InvariantCulture, $"recurrence.rules[{i}]"), reason));
            }
        }

        CheckDates(violations, "recurrence.dates", recurrence.Dates, time, periods: true);
        CheckDates(violations, "recurrence.exceptionDates", recurrence.ExceptionDates, time);
        CheckDates(violations, "recurrence.overriddenDates", recurrence.OverriddenDates, time);
    }

    /// <param name="either">Whether a date may stand for a time and the reverse: an occurrence may be moved from whole days to hours.</param>
    public static void CheckDate(ICollection<RuleViolation> violations, string field, string? text, bool either, EventTime time)
    {
        var (date, wallTime) = (default(LocalDate), default(LocalDateTime));
        var isDate = text is not null && LocalDatePattern.Iso.Parse(text).TryGetValue(default, out date);
        var isTime = text is not null && LocalDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out wallTime);
        if (either ? !isDate && !isTime : time is EventTime.AllDay ? !isDate : !isTime)
        {
            violations.Add(new RuleViolation(field, time is EventTime.AllDay ? "Must be a date such as 2026-11-23." : "Must be a wall time such as 2026-11-23T09:00:00."));
        }
        else
        {
            EventRules.CheckYear(violations, field, isDate ? date : wallTime.Date);
        }
    }

    private static void CheckDates(ICollection<RuleViolation> violations, string field, ImmutableArray<string> dates, EventTime time, bool periods = false)
    {
        if (dates.Length > MaxDates)
        {
            violations.Add(new RuleViolation(field, $"Must be at most {MaxDates}."));
            return;
        }

        for (var i = 0; i < dates.Length; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{field}[{i}]");
            if (periods && time is EventTime.Zoned && dates[i]?.Split('/') is [var start, var end])
            {
                var before = violations.Count;
                CheckDate(violations, name, start, either: false, time);
                CheckDate(violations, name, end, either: false, time);
                if (violations.Count == before && EventTimes.ParseDate(end) < EventTimes.ParseDate(start))
                {
                    violations.Add(new RuleViolation(name, "Must not end before it starts."));
                }
            }
            else
            {
                CheckDate(violations, name, dates[i], either: false, time);
            }
        }
    }
}
