using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using NodaTime;

namespace NotificationService.Health;

/// <summary>Degraded while clients hear late or nothing; the worker catches up by itself, so it is never called unhealthy for that: a restart would not help.</summary>
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

        var problem = status.Feed.Problem is { } reason ? $"The change feed cannot be followed: {reason}"
            : pushing.ServiceAway ? "The SignalR service is away; pushes wait."
            : pushing.PushesPerSecond is { } rate ? string.Create(CultureInfo.InvariantCulture, $"The SignalR service asks to slow down; {rate:0} pushes per second are made.")
            : behind.ToTimeSpan() > options.Value.BehindAfter ? "Pushes are behind."
            : null;
        return Task.FromResult(problem is null ? HealthCheckResult.Healthy(data: data) : HealthCheckResult.Degraded(problem, data: data));
    }
}
