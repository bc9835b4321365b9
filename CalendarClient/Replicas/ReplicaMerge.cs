namespace CalendarClient;

/// <summary>
/// Merging, as pure functions. The tie-break: the higher version wins, equal versions are the same content, and what lies at or before
/// the position is known already, present or gone. So it does not matter how often, how late or in which order answers are merged.
/// </summary>
internal static class ReplicaMerge
{
    /// <summary>The replica with a page of changes in it and its position moved to the page's end.</summary>
    /// <param name="touched">Gets the keys of what may differ.</param>
    /// <exception cref="ArgumentException">The page is of another epoch, or begins after the position: the caller must read afresh.</exception>
    public static Replica Merge(this Replica replica, ChangesPage page, ICollection<EntityKey> touched)
    {
        if (!replica.CanMerge(page))
        {
            throw new ArgumentException($"Changes of {page.Epoch} from {page.From} do not continue {replica.Position}.", nameof(page));
        }

        // Own writes may have moved the position past it: nothing in it is news, but it is where to go on from.
        if (page.To < replica.Position!.Value.Version)
        {
            return replica with { Token = page.Next };
        }

        var draft = new ReplicaDraft(replica, touched);
        foreach (var calendar in page.Calendars)
        {
            draft.Put(calendar);
        }

        foreach (var item in page.Events)
        {
            draft.Put(item);
        }

        return draft.MoveTo(new(page.Epoch, page.To), page.Next);
    }

    /// <summary>Whether the page continues what is held, without a gap.</summary>
    public static bool CanMerge(this Replica replica, ChangesPage page) =>
        replica.Position is { } position && position.Epoch == page.Epoch && page.From <= position.Version;

    /// <summary>The replica with one item in it that an answer of the API carried. The position stays: another's change may lie just before it, unseen.</summary>
    public static Replica Merge(this Replica replica, ChangedCalendar? calendar, ChangedEvent? item, ICollection<EntityKey> touched)
    {
        var draft = new ReplicaDraft(replica, touched);
        if (calendar is not null)
        {
            draft.Put(calendar);
        }

        if (item is not null)
        {
            draft.Put(item);
        }

        return draft.Done();
    }

    /// <summary>
    /// The replica after a full read: what is no longer there is gone, what is newer than the reading stays.
    /// A reading of another epoch, or from before the position, replaces everything: a store says so only when it was put back.
    /// </summary>
    public static Replica Merge(this Replica replica, FullRead read)
    {
        var head = read.Head.Position();
        var kept = replica.Position is { } position && head.Reaches(position) ? replica : Replica.Empty;

        var draft = new ReplicaDraft(kept, []);
        draft.KeepOnlyAfter(head.Version);
        foreach (var calendar in read.Calendars)
        {
            draft.Restore(calendar);
        }

        foreach (var item in read.Events)
        {
            draft.Restore(item);
        }

        return draft.MoveTo(head, read.Head.Token);
    }

    /// <summary>The replica with its position moved over changes whose content is in it already.</summary>
    public static Replica MoveTo(this Replica replica, long version) =>
        new ReplicaDraft(replica, []).MoveTo(replica.Position!.Value with { Version = version }, replica.Token!);
}
