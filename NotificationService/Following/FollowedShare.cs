using CalendarStore.Feed;

namespace NotificationService.Following;

/// <summary>
/// One share of the feed as the loop follows it, and how far its checkpoint may advance: to the last page read, or to just before the first page that has a head
/// whose push is not accepted yet.
/// </summary>
internal sealed class FollowedShare
{
    private Checkpoint saved;
    /// <summary>The checkpoint after the last page that was read.</summary>
    public Checkpoint Read { get; private set; }

    /// <summary>Set when the share is being released. Completed once no push is in flight and the last checkpoint is saved.</summary>
    public TaskCompletionSource? Release { get; set; }

    /// <summary>The release has tried to save the last checkpoint.</summary>
    public bool IsLastSaved { get; set; }

    /// <summary>The share has been released.</summary>
    public bool IsFinished { get; set; }

    public bool IsSaving { get; private set; }

    /// <summary>A page was read after the saved checkpoint, and no save is in flight.</summary>
    public bool IsStale => !IsSaving && saved.Pages < Read.Pages;

    public void Advance(FeedPage page) => Read = new(Read.Pages + 1, page.SaveAsync);

    /// <param name="unacknowledged">The checkpoint before the first head without an accepted push; null when there is no such head.</param>
    /// <returns>The checkpoint to save; null if there is none, or if a save is in flight.</returns>
    public Checkpoint? Unsaved(Checkpoint? unacknowledged)
    {
        var checkpoint = unacknowledged is { } before && before.Pages < Read.Pages ? before : Read;
        return !IsSaving && checkpoint.Pages > saved.Pages ? checkpoint : null;
    }

    public void Saving() => IsSaving = true;

    public void Saved(Checkpoint checkpoint, bool succeeded)
    {
        IsSaving = false;
        if (succeeded)
        {
            saved = checkpoint;
        }
    }
}
