using TeamCalendars.Calendars;
using TeamCalendars.Rules;

namespace TeamCalendars.Rights;

/// <summary>What the access of a calendar must be to be stored.</summary>
public static class AccessRules
{
    public const int MaxGrants = 100;

    public static void Check(ICollection<RuleViolation> violations, string field, CalendarAccess? access)
    {
        if (access is null)
        {
            return;
        }

        if (access.Grants.Length > MaxGrants)
        {
            violations.Add(new(field, $"must have at most {MaxGrants} grants"));
        }

        if (access.Grants.DistinctBy(grant => grant.To).Count() < access.Grants.Length)
        {
            violations.Add(new(field, "must name each person, and everyone, only once"));
        }

        if (access.Grants.Any(grant => !IdSyntax.IsValid(grant.To)))
        {
            violations.Add(new(field, "must name the id of an account, or everyone, in each grant"));
        }

        // Nobody but an administrator could delete such a calendar, or let anybody in again.
        if (access.Grants.All(grant => grant.Role != CalendarRole.Owner))
        {
            violations.Add(new(field, "must have an owner"));
        }
    }
}
