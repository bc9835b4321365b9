using NotificationService.Coalescing;
using SignalRService;
using TeamCalendars.Tenants;

namespace NotificationService.Pushing;

/// <summary>Hands one push to the service: <c>reload</c> to the group that is named as the tenant.</summary>
internal sealed partial class Pusher(SignalRServiceClient service, PushTelemetry telemetry, ILogger<Pusher> logger)
{
    private readonly SignalRHub hub = service.GetHub("calendar");

    /// <summary>Never throws: a push that cannot even be formed must not end the others.</summary>
    public async Task<PushOutcome> PushAsync(TenantId tenant, Push push, CancellationToken cancellationToken)
    {
        using var measured = telemetry.Start(tenant, push);
        try
        {
            await hub.SendToGroupAsync(tenant.ToString(), "reload", new ReloadMessage(push.Position.Epoch, push.Position.Version), PushJson.Default.ReloadMessage, cancellationToken);
            measured.Accepted();
            return PushOutcome.Accepted;
        }
        catch (SignalRServiceException failure)
        {
            // The same push may come twice then. That is harmless here: clients compare positions.
            var outcome = PushOutcome.Failed(failure);
            measured.Failed(outcome, failure);
            Log.NotAccepted(logger, tenant, push.Position.Version, outcome.Kind, failure.Message);
            return outcome;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return PushOutcome.Faulted;
        }
        catch (Exception fault)
        {
            measured.Failed(PushOutcome.Faulted, fault);
            Log.Faulted(logger, fault, tenant, push.Position.Version);
            return PushOutcome.Faulted;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The push of tenant {Tenant} up to version {Version} was not accepted ({Kind}) and will be repeated: {Reason}")]
        public static partial void NotAccepted(ILogger logger, TenantId tenant, long version, FailureKind kind, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "The push of tenant {Tenant} up to version {Version} failed by a fault of our own")]
        public static partial void Faulted(ILogger logger, Exception fault, TenantId tenant, long version);
    }
}
