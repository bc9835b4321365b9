using SignalREmulator.Hubs;

namespace SignalREmulator.Connections;

/// <summary>Once a second, makes every connection check the time; once a minute, makes every hub remove what has expired.</summary>
internal sealed class ConnectionSweep(HubDirectory hubs, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ForgetInterval = TimeSpan.FromMinutes(1);

    // Runs from construction on, so that no time is missed between start-up and the first wait.
    private readonly PeriodicTimer timer = new(Interval, time);

    public override void Dispose()
    {
        timer.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var forgotten = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            foreach (var connection in hubs.All.SelectMany(hub => hub.Everyone()))
            {
                connection.Tick(now);
            }

            if (time.GetElapsedTime(forgotten) < ForgetInterval)
            {
                continue;
            }

            forgotten = time.GetTimestamp();
            foreach (var hub in hubs.All)
            {
                hub.ForgetExpired();
            }
        }
    }
}
