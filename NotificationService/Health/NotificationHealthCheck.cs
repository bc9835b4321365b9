using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using NodaTime;

namespace NotificationService.Health;

/// <summary>Degraded while pushes are late or fail. Never unhealthy: the worker catches up by itself, and a restart would not help.</summary>
internal sealed class NotificationHealthCheck(NotificationStatus status, IOptions<NotificationOptions> options, TimeProvider time) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var pushing = status.Pushing;
        var behind = pushing.OldestUnacknowledged is { } oldest ? Instant.FromDateTimeOffset(time.GetUtcNow()) - oldest : Duration.Zero;
        var data = new Dictionary<string, object>
        {
            ["behindSeconds"] = Math.Max(0, Math.Round(behind.TotalSeconds, 1)),
            ["tenants"] = pushing.Tenants,
            ["shares"] = string.Create(CultureInfo.InvariantCulture, $"{status.Feed.Held} of {status.Feed.Shares}"),
            ["instances"] = status.Feed.Instances,
        };
        if (pushing.PushesPerSecond is { } limit)
        {
            data["pushesPerSecond"] = Math.Round(limit, 1);
        }

        var problem = status.Feed.Problem is { } reason ? $"The change feed is unavailable: {reason}"
            : pushing.ServiceUnavailable ? "The SignalR service is unavailable; pushes are paused."
            : pushing.PushesPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $"The SignalR service throttles; the limit is {rate:0} pushes per second.")
            : behind.ToTimeSpan() > options.Value.BehindAfter ? "Pushes are behind."
            : null;
        return Task.FromResult(problem is null ? HealthCheckResult.Healthy(data: data) : HealthCheckResult.Degraded(problem, data: data));
    }
}
