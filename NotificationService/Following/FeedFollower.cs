using System.Threading.Channels;
using CalendarStore;
using NodaTime;

namespace NotificationService;

/// <summary>Reads the feed from the checkpoint on and hands it to the loop. When the store is away it waits and goes on where it was.</summary>
internal sealed partial class FeedFollower(IChangeFeed feed, ChannelWriter<LoopEvent> events, NotificationStatus status, NotificationOptions options, TimeProvider time, ILogger logger, Func<double> random)
{
    public const string Consumer = "notifications";

    private readonly Backoff backoff = new(options.RetryDelay, options.MaxRetryDelay, random);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        FeedCursor? place = null;
        var found = false;
        for (var failures = 0; ;)
        {
            try
            {
                if (place is null)
                {
                    place = await feed.GetCheckpointAsync(Consumer, cancellationToken);
                    await events.WriteAsync(new LoopEvent.Began(place.Value), cancellationToken);
                }

                if (!found)
                {
                    await FindAsync(cancellationToken);
                    found = true;
                }

                status.FeedProblem = null;
                await foreach (var page in feed.FollowAsync(place.Value, cancellationToken))
                {
                    await events.WriteAsync(new LoopEvent.Read(page), cancellationToken);
                    place = page[^1].Cursor;
                    failures = 0;
                    status.FeedProblem = null;
                }

                throw new InvalidOperationException("The change feed ended, which it never does.");
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                var wait = backoff.After(++failures);
                status.FeedProblem = exception.Message;
                Log.FeedAway(logger, exception, wait);
                await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Saves a place and tells the loop how it went.</summary>
    public async Task SaveAsync(FeedPlace place, CancellationToken cancellationToken)
    {
        var succeeded = await TrySaveAsync(place, cancellationToken);
        await events.WriteAsync(new LoopEvent.Saved(place, succeeded), CancellationToken.None);
    }

    public async Task<bool> TrySaveAsync(FeedPlace place, CancellationToken cancellationToken)
    {
        try
        {
            await feed.SaveCheckpointAsync(Consumer, place.Cursor, cancellationToken);
            return true;
        }
        catch (Exception exception)
        {
            // An older checkpoint only means that more is said again after a restart.
            Log.NotSaved(logger, exception);
            return false;
        }
    }

    private async Task FindAsync(CancellationToken cancellationToken)
    {
        var since = Instant.FromDateTimeOffset(time.GetUtcNow() - options.StartupWindow);
        var positions = await feed.GetPositionsChangedSinceAsync(since, cancellationToken);
        if (positions.Count > 0)
            await events.WriteAsync(new LoopEvent.Found(positions), cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The change feed cannot be followed; the next try is in {Wait}")]
        public static partial void FeedAway(ILogger logger, Exception exception, TimeSpan wait);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The checkpoint could not be saved; it is tried again")]
        public static partial void NotSaved(ILogger logger, Exception exception);
    }
}
