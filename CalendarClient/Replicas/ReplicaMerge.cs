namespace CalendarClient;

/// <summary>
/// Merging, as pure functions. The higher version wins, equal versions have the same content, and everything at or before
/// the position is known already, whether it exists or was deleted. So it does not matter how often, how late or in which order answers are merged.
/// </summary>
internal static class ReplicaMerge
{
    /// <summary>The replica with a page of changes merged and its position at the page's end.</summary>
    /// <param name="touched">Receives the keys of items that may differ.</param>
    /// <exception cref="ArgumentException">The page is of another epoch, or begins after the position: the caller needs a full read.</exception>
    public static Replica Merge(this Replica replica, ChangesPage page, ICollection<EntityKey> touched)
    {
        if (!replica.CanMerge(page))
        {
            throw new ArgumentException($"Changes of {page.Epoch} from {page.From} do not continue {replica.Position}.", nameof(page));
        }

        // Own writes may have moved the position past this page: it has no news, but its sync token is the one to continue with.
        if (page.To < replica.Position!.Value.Version)
        {
            return replica with { Token = page.Next };
        }

        var draft = new ReplicaDraft(replica, touched);
        foreach (var changed in page.Items)
        {
            draft.Put(changed);
        }

        return draft.MoveTo(new(page.Epoch, page.To), page.Next);
    }

    /// <summary>Whether the page continues the replica without a gap.</summary>
    public static bool CanMerge(this Replica replica, ChangesPage page) =>
        replica.Position is { } position && position.Epoch == page.Epoch && page.From <= position.Version;

    /// <summary>The replica with one item of an API answer merged. The position stays: a change by somebody else may be just before it, not seen yet.</summary>
    public static Replica Merge(this Replica replica, ChangedEntity written, ICollection<EntityKey> touched)
    {
        var draft = new ReplicaDraft(replica, touched);
        draft.Put(written);
        return draft.Done();
    }

    /// <summary>
    /// The replica after a full read: items that no longer exist are removed, items newer than the read stay.
    /// A full read of another epoch, or from before the position, replaces everything: the store has then been restored.
    /// </summary>
    public static Replica Merge(this Replica replica, FullRead read)
    {
        var head = read.Head.Position();
        var kept = replica.Position is { } position && head.Reaches(position) ? replica : Replica.Empty;

        var draft = new ReplicaDraft(kept, []);
        draft.KeepOnlyAfter(head.Version);
        foreach (var item in read.Items)
        {
            draft.Restore(item);
        }

        return draft.MoveTo(head, read.Head.Token);
    }

    /// <summary>The replica with its position moved over changes whose content is already in it.</summary>
    public static Replica MoveTo(this Replica replica, long version) =>
        new ReplicaDraft(replica, []).MoveTo(replica.Position!.Value with { Version = version }, replica.Token!);
}
