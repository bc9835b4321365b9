using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Health;

internal static class HealthEndpoints
{
    private const string LiveTag = "live";

    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void AddHealth(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<RecentHealth>();
        services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [LiveTag]);
    }

    /// <summary>
    /// Both are anonymous, and never limited: an orchestrator ends a program whose probe is refused. They cost next to nothing instead.
    /// Probes would hide the requests of interest, in metrics as in traces.
    /// </summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/health", Methods, Ready).AllowAnonymous().DisableRateLimiting().DisableHttpMetrics().ExcludeFromDescription();
        routes.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains(LiveTag) })
            .AllowAnonymous().DisableRateLimiting().DisableHttpMetrics();
    }

    private static async Task<ContentHttpResult> Ready(RecentHealth health, HttpContext context, CancellationToken cancellationToken)
    {
        var report = await health.GetAsync(cancellationToken);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Content(
            report.Status.ToString(),
            "text/plain",
            statusCode: report.Status is HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }
}
