namespace CalendarStore.Sqlite.Following;

/// <summary>What an instance takes and gives up, so that all hold equal parts with few changes of hands. Each decides for itself; what it sees is the same for all.</summary>
internal static class LeaseRules
{
    /// <param name="me">The instance that decides; one of <paramref name="live"/>.</param>
    /// <param name="owners">The owner of each share; null where it is free. One that is not live any more owns nothing.</param>
    /// <param name="live">The instances that follow.</param>
    public static LeaseDecision Decide(string me, IReadOnlyList<string?> owners, IReadOnlyCollection<string> live)
    {
        var mine = Enumerable.Range(0, owners.Count).Where(share => owners[share] == me).ToList();
        var part = Part(me, owners, live);
        if (mine.Count > part)
        {
            return new([], mine[part..]);
        }

        var free = Enumerable.Range(0, owners.Count).Where(share => owners[share] is not { } owner || !live.Contains(owner));
        return new([.. free.Take(part - mine.Count)], []);
    }

    /// <summary>How many shares are the instance's: what does not divide goes to those that hold most already, so that nothing moves without need.</summary>
    public static int Part(string me, IReadOnlyList<string?> owners, IReadOnlyCollection<string> live)
    {
        var rank = live.OrderByDescending(instance => owners.Count(owner => owner == instance)).ThenBy(instance => instance, StringComparer.Ordinal)
            .TakeWhile(instance => instance != me).Count();
        return (owners.Count / live.Count) + (rank < owners.Count % live.Count ? 1 : 0);
    }
}

/// <param name="Take">Free shares that become the instance's.</param>
/// <param name="GiveUp">Shares of the instance that another is to have.</param>
internal sealed record LeaseDecision(IReadOnlyList<int> Take, IReadOnlyList<int> GiveUp);
