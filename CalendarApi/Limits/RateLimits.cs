using System.Threading.RateLimiting;
using CalendarApi.Authentication;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using ServiceDefaults.Http;

namespace CalendarApi.Limits;

internal static class RateLimits
{
    /// <summary>Policy of imports: parsing a large file keeps a core busy, so only a few run at a time.</summary>
    public const string Imports = "imports";

    public static void AddRateLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddOptions<RateLimiterOptions>().Configure<IOptions<RateLimitOptions>>((limiter, options) => Configure(limiter, options.Value));
        builder.Services.AddRateLimiter(_ => { });
    }

    private static void Configure(RateLimiterOptions limiter, RateLimitOptions options)
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = (context, _) =>
        {
            var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var retryAfter) ? retryAfter : TimeSpan.FromSeconds(1);
            RetryAfter.Set(context.HttpContext.Response, wait);
            return ValueTask.CompletedTask;
        };

        // Per user, tenant included. Anonymous requests are cheap here and not limited.
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            context.User.Identity?.IsAuthenticated == true
                ? RateLimitPartition.GetTokenBucketLimiter(Caller.Of(context.User).SignalRUser, _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = options.Burst,
                    TokensPerPeriod = options.PerSecond,
                    ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                    QueueLimit = 0,
                })
                : RateLimitPartition.GetNoLimiter(""));

        limiter.AddConcurrencyLimiter(Imports, imports =>
        {
            imports.PermitLimit = options.Imports;
            imports.QueueLimit = options.WaitingImports;
            imports.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
        });
    }
}
