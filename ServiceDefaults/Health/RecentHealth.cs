using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Health;

/// <summary>The result of all health checks. It is kept for a moment, and checks do not run twice at a time: anyone may ask, and each check costs a request to a dependency.</summary>
internal sealed class RecentHealth(HealthCheckService checks, TimeProvider time)
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<HealthReport>? latest;
    private long started;

    public Task<HealthReport> GetAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (latest is null || (latest.IsCompleted && time.GetElapsedTime(started) >= KeptFor))
            {
                started = time.GetTimestamp();
                // A caller that hangs up does not end the checks for the others. They run outside the lock.
                latest = Task.Run(() => checks.CheckHealthAsync(CancellationToken.None), CancellationToken.None);
            }

            return latest.WaitAsync(cancellationToken);
        }
    }
}
