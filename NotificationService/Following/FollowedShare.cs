using CalendarStore.Feed;

namespace NotificationService.Following;

/// <summary>
/// One share of the feed as the loop follows it, and which place in it may be saved: the last read one, or the one before the first page that holds a head
/// whose push is not accepted yet.
/// </summary>
internal sealed class FollowedShare
{
    private FeedPlace saved;
    /// <summary>The place after the last page that was read.</summary>
    public FeedPlace Read { get; private set; }

    /// <summary>Set when the share is to be handed on: completed once nothing is on its way and the last place is saved.</summary>
    public TaskCompletionSource? Release { get; set; }

    /// <summary>The last place was tried to be saved, for the release.</summary>
    public bool IsLastSaved { get; set; }

    /// <summary>The release is done: the share is handed on.</summary>
    public bool IsFinished { get; set; }

    public bool IsSaving { get; private set; }

    /// <summary>Something was read that is not saved, and no save is on its way.</summary>
    public bool IsStale => !IsSaving && saved.Sequence < Read.Sequence;

    public void Advance(FeedPage page) => Read = new(Read.Sequence + 1, page.SaveAsync);

    /// <param name="unacknowledged">The place before the first head that is not in an accepted push; null when all are.</param>
    /// <returns>The place to save; null when there is none, or a save is on its way.</returns>
    public FeedPlace? Unsaved(FeedPlace? unacknowledged)
    {
        var place = unacknowledged is { } before && before.Sequence < Read.Sequence ? before : Read;
        return !IsSaving && place.Sequence > saved.Sequence ? place : null;
    }

    public void Saving() => IsSaving = true;

    public void Saved(FeedPlace place, bool succeeded)
    {
        IsSaving = false;
        if (succeeded)
        {
            saved = place;
        }
    }
}
