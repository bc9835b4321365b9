using CalendarStore.Feed;
using Microsoft.Extensions.Options;
using NotificationService.Following;
using NotificationService.Health;
using NotificationService.Pushing;
using NotificationService.Scheduling;

namespace NotificationService;

/// <summary>Runs the parts: a follower of the feed, the loop that decides, several pushers, and a saver of checkpoints.</summary>
internal sealed class NotificationWorker(
    IChangeFeed feed, Pusher pusher, NotificationStatus status, PushTelemetry telemetry, IOptions<NotificationOptions> options, TimeProvider time, ILogger<NotificationWorker> logger)
    : BackgroundService
{
    /// <summary>The name under which all instances share the feed.</summary>
    public const string Consumer = "notifications";

    private static readonly TimeSpan LastSaveTimeout = TimeSpan.FromSeconds(3);

    private readonly NotificationOptions options = options.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var channels = new LoopChannels(options.MaxParallelPushes);
        // When the worker stops, pushes in flight get some time to end, and then there is still time to save the checkpoints.
        using var abandon = new CancellationTokenSource();
        using var giveUp = new CancellationTokenSource();
        using var limit = stoppingToken.Register(() =>
        {
            abandon.CancelAfter(options.DrainTimeout);
            giveUp.CancelAfter(options.DrainTimeout + LastSaveTimeout);
        });
        // If a part ends early (a bug), it stops the others and the host. The restart begins at the saved checkpoints.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var saver = new CheckpointSaver(channels, logger);
        using var loop = new PushLoop(options, channels, status, telemetry, time, logger, Random.Shared.NextDouble);

        var deciding = Guarded(loop.RunAsync());
        var saving = Guarded(saver.RunAsync(giveUp.Token));
        var pushing = Enumerable.Range(0, options.MaxParallelPushes).Select(_ => Guarded(PushAsync(channels, abandon.Token))).ToArray();
        try
        {
            await Guarded(FollowAsync());
            await deciding;
        }
        finally
        {
            channels.Pushes.Writer.Complete();
            channels.Checkpoints.Writer.Complete();
            await Task.WhenAll([deciding, saving, .. pushing]);
        }

        async Task FollowAsync()
        {
            var follower = new LoopFollower(channels.Events.Writer, channels.Room, status, logger, giveUp.Token);
            var subscription = new FeedSubscription { Consumer = Consumer, LeaseTime = options.LeaseTime };
            // Returns when every share is released: no push is in flight then, and the checkpoints are saved.
            await feed.FollowAsync(subscription, follower, stop.Token);
            if (!stop.IsCancellationRequested)
            {
                throw new InvalidOperationException("The change feed ended unexpectedly.");
            }

            await channels.Events.Writer.WriteAsync(LoopEvent.Ended.Instance, CancellationToken.None);
        }

        async Task Guarded(Task part)
        {
            try
            {
                await part;
            }
            catch (Exception fault)
            {
                // The loop and the parts that report to it may be waiting for each other: for an outcome that will never come, or for room in the queue.
                channels.Events.Writer.TryComplete(fault);
                await stop.CancelAsync();
                await abandon.CancelAsync();
                await giveUp.CancelAsync();
                throw;
            }
        }
    }

    private async Task PushAsync(LoopChannels channels, CancellationToken cancellationToken)
    {
        await foreach (var started in channels.Pushes.Reader.ReadAllAsync(CancellationToken.None))
        {
            var outcome = await pusher.PushAsync(started.Tenant, started.Push, cancellationToken);
            await channels.Events.Writer.WriteAsync(new LoopEvent.Pushed(started, outcome), CancellationToken.None);
        }
    }
}
