using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CalendarStore.Hosting;

/// <summary>
/// Opens the store as the host starts. Then it clears up: what a large deletion has left at once (also one before the last start), old tombstones every hour.
/// Several processes may do so at once.
/// </summary>
internal sealed partial class StoreUpkeep(CalendarStoreConnection connection, TimeProvider time, ILogger<StoreUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await connection.ReadyAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        while (!stoppingToken.IsCancellationRequested)
        {
            var due = connection.UpkeepDue;
            try
            {
                while (await connection.PurgeAsync(stoppingToken))
                {
                    // Writers get their turn between two bounded steps: the queue is first come, first served.
                }
            }
            catch (StoreUnavailableException exception)
            {
                Log.PurgeFailed(logger, exception);
            }

            if (await Task.WhenAny(tick, due) == tick)
            {
                await tick;
                tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "What was deleted could not be cleared up now. The next attempt is in an hour at the latest.")]
        public static partial void PurgeFailed(ILogger logger, Exception exception);
    }
}
