using CalendarStore;

namespace NotificationService;

/// <summary>What the loop is told.</summary>
internal abstract record LoopEvent
{
    private LoopEvent()
    {
    }

    public sealed record Began(FeedCursor Checkpoint) : LoopEvent;

    public sealed record Found(IReadOnlyDictionary<TenantId, Position> Positions) : LoopEvent;

    public sealed record Read(IReadOnlyList<FeedEntry> Page) : LoopEvent;

    public sealed record Pushed(TenantId Tenant, PushOutcome Outcome) : LoopEvent;

    public sealed record Saved(FeedPlace Place, bool Succeeded) : LoopEvent;

    /// <summary>Time has come for something.</summary>
    public sealed record Tick : LoopEvent
    {
        public static readonly Tick Instance = new();
    }
}
