using System.Collections.Immutable;

namespace CalendarStore.Sqlite.Following;

/// <param name="ByNumber">What the instance holds.</param>
/// <param name="Generation">Of the leases it was read from: -1 before the first look.</param>
/// <param name="Instances">How many follow.</param>
internal sealed record HeldShares(ImmutableSortedDictionary<int, HeldShare> ByNumber, long Generation, int Instances)
{
    public static readonly HeldShares None = new(ImmutableSortedDictionary<int, HeldShare>.Empty, -1, 0);
}

/// <param name="Token">What it is saved with.</param>
/// <param name="After">The place that was saved when it was acquired.</param>
/// <param name="GivingUp">Another instance is to have it.</param>
internal sealed record HeldShare(long Token, long After, bool GivingUp);
