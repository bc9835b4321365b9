using System.Collections.Immutable;

namespace TeamCalendars.Rights;

/// <summary>
/// The last changes of a calendar's access: a client that catches up is told what it may not see any more, and what it may see only since then.
/// </summary>
public sealed record AccessHistory
{
    /// <summary>Bounds what the history adds to each read of a calendar.</summary>
    private const int MaxChanges = 10;

    private const int MaxGrants = 300;

    public static AccessHistory Empty { get; } = new();

    /// <summary>Oldest first.</summary>
    public ImmutableArray<AccessChange> Changes { get; init; } = [];

    /// <summary>The version of the last change that is not kept; 0 when all are. Who could see the calendar before it is not known.</summary>
    public long Forgotten { get; init; }

    /// <summary>The history with one change more, and without the oldest ones if there are too many.</summary>
    public AccessHistory With(AccessChange change)
    {
        var (changes, forgotten) = (Changes.Add(change), Forgotten);
        while (changes.Length > MaxChanges || changes.Sum(one => one.Before?.Grants.Length ?? 0) > MaxGrants)
        {
            (changes, forgotten) = (changes.RemoveAt(0), changes[0].Version);
        }

        return new AccessHistory { Changes = changes, Forgotten = forgotten };
    }

    public bool Equals(AccessHistory? other) => other is not null && Forgotten == other.Forgotten && Changes.SequenceEqual(other.Changes);

    public override int GetHashCode() => HashCode.Combine(Forgotten, Changes.Length);
}

/// <param name="Version">The tenant's version after the change.</param>
/// <param name="Before">The access until then; null when there was none.</param>
public sealed record AccessChange(long Version, CalendarAccess? Before);
