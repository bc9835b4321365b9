using CalendarStore;
using Microsoft.Extensions.Options;

namespace NotificationService;

/// <summary>Runs the parts: one that follows the feed, one loop that decides, several that push, one that saves checkpoints.</summary>
internal sealed class NotificationWorker(
    IChangeFeed feed, Pusher pusher, NotificationStatus status, PushTelemetry telemetry, IOptions<NotificationOptions> options, TimeProvider time, ILogger<NotificationWorker> logger)
    : BackgroundService
{
    private static readonly TimeSpan LastSaveTimeout = TimeSpan.FromSeconds(3);

    private readonly NotificationOptions options = options.Value;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var channels = new LoopChannels(options.MaxParallelPushes);
        var follower = new FeedFollower(feed, channels.Events.Writer, status, options, time, logger, Random.Shared.NextDouble);
        using var loop = new PushLoop(options, channels, status, telemetry, time, logger, Random.Shared.NextDouble);
        // Pushes on their way are let end when the worker stops, for a while.
        using var abandon = new CancellationTokenSource();
        using var limit = stoppingToken.Register(() => abandon.CancelAfter(options.DrainTimeout));
        // A part that ends before its time (a bug) takes the others with it, and the host: its restart starts from the checkpoint.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);

        var following = Guarded(follower.RunAsync(stop.Token));
        var saving = Guarded(SaveAsync(follower, channels, abandon.Token));
        var pushing = Enumerable.Range(0, options.MaxParallelPushes).Select(_ => Guarded(PushAsync(channels, abandon.Token))).ToArray();
        try
        {
            await Guarded(loop.RunAsync(stop.Token));
        }
        finally
        {
            channels.Pushes.Writer.Complete();
            channels.Checkpoints.Writer.Complete();
            await Task.WhenAll([following, saving, .. pushing]);
        }

        if (loop.LastPlace() is { } place)
        {
            using var last = new CancellationTokenSource(LastSaveTimeout);
            await follower.TrySaveAsync(place, last.Token);
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
                throw;
            }
        }
    }

    private static async Task SaveAsync(FeedFollower follower, LoopChannels channels, CancellationToken cancellationToken)
    {
        await foreach (var place in channels.Checkpoints.Reader.ReadAllAsync(CancellationToken.None))
            await follower.SaveAsync(place, cancellationToken);
    }

    private async Task PushAsync(LoopChannels channels, CancellationToken cancellationToken)
    {
        await foreach (var (tenant, push) in channels.Pushes.Reader.ReadAllAsync(CancellationToken.None))
        {
            var outcome = await pusher.PushAsync(tenant, push, cancellationToken);
            await channels.Events.Writer.WriteAsync(new LoopEvent.Pushed(tenant, outcome), CancellationToken.None);
        }
    }
}
