using CalendarStore.Feed;
using NotificationService.Following;
using NotificationService.Pushing;

namespace NotificationService.Scheduling;

/// <summary>What the loop is told.</summary>
internal abstract record LoopEvent
{
    private LoopEvent()
    {
    }

    public sealed record Acquired(FeedShare Share) : LoopEvent;

    public sealed record Read(FeedShare Share, FeedPage Page) : LoopEvent;

    public sealed record Nudged(IReadOnlyList<FeedEntry> Entries) : LoopEvent;

    /// <param name="Done">Completed when nothing of the share is on its way and its last place is saved.</param>
    public sealed record Releasing(FeedShare Share, TaskCompletionSource Done) : LoopEvent;

    public sealed record Lost(FeedShare Share) : LoopEvent;

    public sealed record Pushed(StartedPush Push, PushOutcome Outcome) : LoopEvent;

    public sealed record Saved(IReadOnlyList<(SharePlace Place, bool Succeeded)> Places) : LoopEvent;

    /// <summary>Nothing is followed any more.</summary>
    public sealed record Ended : LoopEvent
    {
        public static readonly Ended Instance = new();
    }

    /// <summary>Time has come for something.</summary>
    public sealed record Tick : LoopEvent
    {
        public static readonly Tick Instance = new();
    }
}
