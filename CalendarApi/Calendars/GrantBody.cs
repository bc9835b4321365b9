using CalendarApi.Bodies;
using TeamCalendars.Rights;

namespace CalendarApi.Calendars;

/// <summary>A grant as a client sends it.</summary>
internal sealed record GrantBody
{
    public string? Role { get; init; }
    public string? To { get; init; }

    /// <returns>Null when there is no list, or one of its grants is invalid; then <paramref name="errors"/> has the reasons.</returns>
    public static CalendarAccess? Read(IReadOnlyList<GrantBody?>? grants, FieldErrors errors)
    {
        if (grants is null)
        {
            return null;
        }

        var read = new List<CalendarGrant>(grants.Count);
        for (var i = 0; i < grants.Count; i++)
        {
            var field = $"access[{i}]";
            if (!CalendarRoles.TryRead(grants[i]?.Role, out var role))
            {
                errors.Add($"{field}.role", "must be owner, editor, reader or freeBusy");
            }
            else if (ReadTo(grants[i]!.To) is not { } to)
            {
                errors.Add($"{field}.to", "must be the object id of an account, or everyone");
            }
            else
            {
                read.Add(new CalendarGrant(role, to));
            }
        }

        return read.Count == grants.Count ? new CalendarAccess(read) : null;
    }

    /// <summary>An account's id is its object id in lower case, as in the directory.</summary>
    private static string? ReadTo(string? to) =>
        to is CalendarGrant.Everyone ? to : Guid.TryParseExact(to, "D", out var id) ? id.ToString("D") : null;
}
