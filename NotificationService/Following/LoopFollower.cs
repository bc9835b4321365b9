using System.Threading.Channels;
using CalendarStore.Feed;
using NotificationService.Health;
using NotificationService.Scheduling;

namespace NotificationService.Following;

/// <summary>Passes the feed's events to the loop. The loop's queue and the number of tenants with news are bounded: while either is full, the feed is not read.</summary>
internal sealed partial class LoopFollower(ChannelWriter<LoopEvent> events, Room room, NotificationStatus status, ILogger logger, CancellationToken giveUp) : IFeedFollower
{
    private string? problem;

    public ValueTask AcquiredAsync(FeedShare share, CancellationToken cancellationToken) => events.WriteAsync(new LoopEvent.Acquired(share), cancellationToken);

    public async ValueTask ReadAsync(FeedShare share, FeedPage page, CancellationToken cancellationToken)
    {
        await room.WaitAsync(cancellationToken);
        await events.WriteAsync(new LoopEvent.Read(share, page), cancellationToken);
    }

    public async ValueTask NudgedAsync(IReadOnlyList<FeedEntry> entries, CancellationToken cancellationToken)
    {
        await room.WaitAsync(cancellationToken);
        await events.WriteAsync(new LoopEvent.Nudged(entries), cancellationToken);
    }

    /// <summary>Waits as long as one push may take, but not longer than the worker waits for pushes when it stops.</summary>
    public async Task ReleaseAsync(FeedShare share)
    {
        var released = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await events.WriteAsync(new LoopEvent.Releasing(share, released), giveUp);
            await released.Task.WaitAsync(giveUp);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            Log.NotFinished(logger, share.Name);
        }
    }

    public async ValueTask LostAsync(FeedShare share)
    {
        try
        {
            await events.WriteAsync(new LoopEvent.Lost(share), CancellationToken.None);
        }
        catch (ChannelClosedException)
        {
            // The loop has ended because of a bug. The worker ends with that exception.
        }
    }

    public void Report(FeedState state)
    {
        status.Feed = state;
        if (state.Problem is not null && problem is null)
        {
            Log.FeedAway(logger, state.Problem);
        }
        else if (state.Problem is null && problem is not null)
        {
            Log.FeedBack(logger);
        }

        problem = state.Problem;
        Log.Shares(logger, state.Held, state.Shares, state.Instances);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The change feed is unavailable: {Reason}")]
        public static partial void FeedAway(ILogger logger, string reason);

        [LoggerMessage(Level = LogLevel.Information, Message = "The change feed is available again")]
        public static partial void FeedBack(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "This instance holds {Held} of {Shares} shares of the feed; {Instances} instances follow it")]
        public static partial void Shares(ILogger logger, int held, int shares, int instances);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Releasing share {Share} of the feed with pushes in flight; the next holder repeats them")]
        public static partial void NotFinished(ILogger logger, string share);
    }
}
