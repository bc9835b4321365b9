using ServiceDefaults.Contracts;
using SignalRService;

namespace CalendarApi.Blocking;

/// <summary>
/// Removes blocked users from their groups and closes their connections: at the start, when the configuration changes, and periodically while anyone is blocked.
/// A SignalR token issued before the block opens connections until it expires together with the access token it was issued for.
/// </summary>
internal sealed partial class CutOff(BlockedCallers blocked, SignalRServiceClient service, TimeProvider time, ILogger<CutOff> logger) : BackgroundService
{
    private const string Reason = "Access was revoked.";

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            var changed = blocked.Changed;
            var now = blocked.Now;
            await SweepAsync(now, stoppingToken);

            using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            await Task.WhenAny(changed, Task.Delay(now.IsEmpty ? Timeout.InfiniteTimeSpan : now.SweepEvery, time, waiting.Token));
            await waiting.CancelAsync();
            stoppingToken.ThrowIfCancellationRequested();
        }
    }

    private async Task SweepAsync(BlockedCallers.Snapshot now, CancellationToken cancellationToken)
    {
        var hub = service.GetHub(PushContract.Hub);
        foreach (var tenant in now.Tenants)
        {
            await TryAsync(() => CloseTenantAsync(hub, tenant, cancellationToken));
        }

        foreach (var user in now.Users)
        {
            await TryAsync(() => CloseUserAsync(hub, user, cancellationToken));
        }
    }

    private static async Task CloseTenantAsync(SignalRHub hub, Guid tenant, CancellationToken cancellationToken)
    {
        var users = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var connection in hub.GetGroupConnectionsAsync(tenant.ToString("D"), cancellationToken))
        {
            if (connection.UserId is { } user)
            {
                users.Add(user);
            }
        }

        foreach (var user in users)
        {
            await CloseUserAsync(hub, user, cancellationToken);
        }
    }

    private static async Task CloseUserAsync(SignalRHub hub, string user, CancellationToken cancellationToken)
    {
        // First remove the membership: a connection that reconnects by itself then receives nothing.
        await hub.RemoveUserFromAllGroupsAsync(user, cancellationToken);
        await hub.CloseUserConnectionsAsync(user, Reason, cancellationToken);
    }

    private async Task TryAsync(Func<Task> close)
    {
        try
        {
            await close();
        }
        catch (SignalRServiceException exception)
        {
            // The next sweep retries. Until then the API itself refuses these users.
            Log.NotClosed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Could not close the connections of a blocked tenant or user. The next sweep retries.")]
        public static partial void NotClosed(ILogger logger, Exception exception);
    }
}
