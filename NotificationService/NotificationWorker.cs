using CalendarStore.Feed;
using Microsoft.Extensions.Options;
using NotificationService.Following;
using NotificationService.Health;
using NotificationService.Pushing;
using NotificationService.Scheduling;

namespace NotificationService;

/// <summary>Runs the parts: one that follows the feed, one loop that decides, several that push, one that saves places in the feed.</summary>
internal sealed class NotificationWorker(
    IChangeFeed feed, Pusher pusher, NotificationStatus status, PushTelemetry telemetry, IOptions<NotificationOptions> options, TimeProvider time, ILogger<NotificationWorker> logger)
    : BackgroundService
{
    /// <summary>What the instances have in common.</summary>
    public const string Consumer = "notifications";

    private static readonly TimeSpan LastSaveTimeout = TimeSpan.FromSeconds(3);

    private readonly NotificationOptions options = options.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var channels = new LoopChannels(options.MaxParallelPushes);
        // Pushes on their way are let end when the worker stops, for a while; then there is still time to save how far they came.
        using var abandon = new CancellationTokenSource();
        using var giveUp = new CancellationTokenSource();
        using var limit = stoppingToken.Register(() =>
        {
            abandon.CancelAfter(options.DrainTimeout);
            giveUp.CancelAfter(options.DrainTimeout + LastSaveTimeout);
        });
        // A part that ends before its time (a bug) takes the others with it, and the host: its restart starts from the saved places.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var saver = new PlaceSaver(channels, logger);
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
            channels.Places.Writer.Complete();
            await Task.WhenAll([deciding, saving, .. pushing]);
        }

        async Task FollowAsync()
        {
            var follower = new LoopFollower(channels.Events.Writer, channels.Room, status, logger, giveUp.Token);
            var subscription = new FeedSubscription { Consumer = Consumer, LeaseTime = options.LeaseTime };
            // Ends when every share is handed on: what was on its way has ended then, and its place is saved.
            await feed.FollowAsync(subscription, follower, stop.Token);
            if (!stop.IsCancellationRequested)
            {
                throw new InvalidOperationException("The change feed ended, which it never does.");
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
                // The loop and those who report to it may be waiting for each other: for an outcome that nobody will bring, or for room.
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
