using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace NotificationService.Nudging;

/// <summary>Limits the rate of nudges. It refills when a nudge arrives: the timers of the rate limiting middleware would wake an idle worker many times a second.</summary>
internal sealed class NudgeRate(IOptions<NudgesOptions> options) : IEndpointFilter, IDisposable
{
    private readonly TokenBucketRateLimiter limiter = new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = options.Value.PerSecond,
        TokensPerPeriod = options.Value.PerSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
        AutoReplenishment = false,
    });

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        limiter.TryReplenish();
        using var lease = limiter.AttemptAcquire();
        return lease.IsAcquired ? await next(context) : TypedResults.Problem(statusCode: StatusCodes.Status429TooManyRequests);
    }

    public void Dispose() => limiter.Dispose();
}
