using TeamCalendars.Rights;
using TeamCalendars.Rules;

namespace TeamCalendars.Calendars;

/// <summary>What a calendar must be to be stored.</summary>
public static class CalendarRules
{
    /// <summary>How many calendars a tenant may have.</summary>
    public const int MostPerTenant = 1_000;

    /// <returns>Every violation; empty when the content may be stored.</returns>
    public static IReadOnlyList<RuleViolation> Check(CalendarContent content)
    {
        var violations = new List<RuleViolation>();
        TextRules.Required(violations, "name", content.Name, 200);
        TextRules.Description(violations, content.Description, 4_000);
        TextRules.Color(violations, "color", content.Color);
        TextRules.TimeZone(violations, "timeZone", content.TimeZone);
        AccessRules.Check(violations, "access", content.Access);
        return violations;
    }
}
