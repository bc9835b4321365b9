using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CalendarStore.Hosting;

/// <summary>Opens the store as the host starts, and forgets old tombstones from time to time. Several processes may do so at once.</summary>
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
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
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
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Old tombstones could not be removed now; the next attempt is in an hour.")]
        public static partial void PurgeFailed(ILogger logger, Exception exception);
    }
}
