using ServiceDefaults.Contracts;
using SignalRService;

namespace CalendarApi.Blocking;

/// <summary>
/// Takes the blocked out of their groups and closes their connections: at the start, when the configuration changes, and now and then while anyone is blocked,
/// because a SignalR token from before the block opens connections until it expires, which is with the access token it was given for.
/// </summary>
internal sealed partial class CutOff(BlockedCallers blocked, SignalRServiceClient service, TimeProvider time, ILogger<CutOff> logger) : BackgroundService
{
    private const string Reason = "Access was withdrawn.";

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
        // Out of the group first: a connection that comes back by itself then hears nothing.
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
            // The next sweep tries again; meanwhile the API itself refuses them.
            Log.NotClosed(logger, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The connections of a blocked tenant or user could not be closed; it will be tried again.")]
        public static partial void NotClosed(ILogger logger, Exception exception);
    }
}
