using CalendarStore;

namespace NotificationService;

/// <summary>
/// Which place in the feed may be saved: the last read one, or the one before the first change of any tenant whose push is not accepted yet.
/// It says when to save, at most once per interval and one at a time; it does not save.
/// </summary>
internal sealed class CheckpointKeeper(TimeSpan interval)
{
    private FeedPlace saved;
    private DateTimeOffset lastSave;
    private bool saving;

    /// <summary>A change was read, or a save failed, since the last look: there may be something to save.</summary>
    private bool stale;

    /// <summary>The place after the last change that was read.</summary>
    public FeedPlace Read { get; private set; }

    /// <summary>When to look again; null when all that was read is saved.</summary>
    public DateTimeOffset? NextDue => stale && !saving ? lastSave + interval : null;

    public void Begin(FeedCursor checkpoint) => Read = saved = new(0, checkpoint);

    public void Advance(FeedCursor cursor)
    {
        Read = new(Read.Sequence + 1, cursor);
        stale = true;
    }

    public bool IsDue(DateTimeOffset now) => NextDue is { } due && now >= due;

    /// <returns>The place to save now; null when it is the saved one.</returns>
    public FeedPlace? Start(IEnumerable<TenantPushes> states, DateTimeOffset now)
    {
        lastSave = now;
        var place = Unsaved(states);
        saving = place is not null;
        return place;
    }

    public void Finished(FeedPlace place, bool succeeded)
    {
        saving = false;
        if (succeeded)
            saved = place;
        stale = saved.Sequence < Read.Sequence;
    }

    public FeedPlace? Unsaved(IEnumerable<TenantPushes> states)
    {
        var lowest = Read;
        foreach (var state in states)
        {
            if (state.Unacknowledged is { From: var from } && from.Sequence < lowest.Sequence)
                lowest = from;
        }

        return lowest.Sequence > saved.Sequence ? lowest : null;
    }
}
