using System.Collections.Immutable;

namespace TeamCalendars.Rights;

/// <summary>Who may do what with a calendar. Of several grants the strongest counts. Compared by value; the order of the grants means nothing.</summary>
public sealed record CalendarAccess
{
    public CalendarAccess(IEnumerable<CalendarGrant> grants) =>
        Grants = [.. grants.OrderBy(grant => grant.To, StringComparer.Ordinal).ThenBy(grant => grant.Role)];

    public ImmutableArray<CalendarGrant> Grants { get; }

    /// <summary>The access of a new calendar, unless its creator says otherwise.</summary>
    /// <param name="creator">The id of the creator's account.</param>
    public static CalendarAccess OfNew(string creator) =>
        new([new(CalendarRole.Owner, creator), new(CalendarRole.Editor, CalendarGrant.Everyone)]);

    public CalendarRole RoleOf(Member member) =>
        Grants.Where(grant => grant.To is CalendarGrant.Everyone || grant.To == member.Id).Select(grant => grant.Role).DefaultIfEmpty().Max();

    public bool Equals(CalendarAccess? other) => other is not null && Grants.SequenceEqual(other.Grants);

    public override int GetHashCode() => Grants.Aggregate(0, HashCode.Combine);
}
