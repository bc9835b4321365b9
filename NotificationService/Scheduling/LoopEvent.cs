using CalendarStore.Feed;
using NotificationService.Following;
using NotificationService.Pushing;

namespace NotificationService.Scheduling;

/// <summary>An event that the loop handles.</summary>
internal abstract record LoopEvent
{
    private LoopEvent()
    {
    }

    public sealed record Acquired(FeedShare Share) : LoopEvent;

    public sealed record Read(FeedShare Share, FeedPage Page) : LoopEvent;

    public sealed record Nudged(IReadOnlyList<FeedEntry> Entries) : LoopEvent;

    /// <param name="Done">Completed when no push of the share is in flight and its last checkpoint is saved.</param>
    public sealed record Releasing(FeedShare Share, TaskCompletionSource Done) : LoopEvent;

    public sealed record Lost(FeedShare Share) : LoopEvent;

    public sealed record Pushed(StartedPush Push, PushOutcome Outcome) : LoopEvent;

    public sealed record Saved(IReadOnlyList<(ShareCheckpoint Checkpoint, bool Succeeded)> Checkpoints) : LoopEvent;

    /// <summary>No share is followed any more.</summary>
    public sealed record Ended : LoopEvent
    {
        public static readonly Ended Instance = new();
    }

    /// <summary>Something may be due.</summary>
    public sealed record Tick : LoopEvent
    {
        public static readonly Tick Instance = new();
    }
}
