using NotificationService.Coalescing;
using ServiceDefaults.Contracts;
using SignalRService;
using TeamCalendars.Tenants;

namespace NotificationService.Pushing;

/// <summary>Sends one push to the service: <c>reload</c> to the group whose name is the tenant's id.</summary>
internal sealed partial class Pusher(SignalRServiceClient service, PushTelemetry telemetry, ILogger<Pusher> logger)
{
    private readonly SignalRHub hub = service.GetHub(PushContract.Hub);

    /// <summary>Never throws: a push that cannot even be built must not end the others.</summary>
    public async Task<PushOutcome> PushAsync(TenantId tenant, Push push, CancellationToken cancellationToken)
    {
        using var measured = telemetry.Start(tenant, push);
        try
        {
            await hub.SendToGroupAsync(tenant.ToString(), PushContract.Reload, new ReloadMessage(push.Position.Epoch, push.Position.Version), PushJson.Default.ReloadMessage, cancellationToken);
            measured.Accepted();
            return PushOutcome.Accepted;
        }
        catch (SignalRServiceException failure)
        {
            // The same push may arrive twice. That is harmless: clients compare positions.
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
        [LoggerMessage(Level = LogLevel.Warning, Message = "The push to tenant {Tenant} up to version {Version} was not accepted ({Kind}) and will be retried: {Reason}")]
        public static partial void NotAccepted(ILogger logger, TenantId tenant, long version, FailureKind kind, string reason);

        [LoggerMessage(Level = LogLevel.Error, Message = "The push to tenant {Tenant} up to version {Version} failed because of a bug")]
        public static partial void Faulted(ILogger logger, Exception fault, TenantId tenant, long version);
    }
}
