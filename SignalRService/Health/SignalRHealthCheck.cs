using System.Net;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SignalRService;

/// <summary>Calls the service's health probe. While the service is unavailable, changes are stored and announced later, so the status is degraded, not unhealthy.</summary>
internal sealed class SignalRHealthCheck(SignalRServiceClient client) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var status = await client.ProbeAsync(cancellationToken);
            return status == HttpStatusCode.OK
                ? HealthCheckResult.Healthy()
                : new(context.Registration.FailureStatus, $"The SignalR service answered its health probe with {(int)status}.");
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return new(context.Registration.FailureStatus, "The SignalR service could not be reached.", exception);
        }
    }
}
