using CalendarApi.Problems;
using Microsoft.AspNetCore.RateLimiting;

namespace CalendarApi.Limits;

internal static class RateLimits
{
    public static void AddRateLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RequestBuckets>();
        builder.Services.AddSingleton<ExpansionPlaces>();
    }

    /// <summary>
    /// Limits the requests of users, tenants and addresses. Call this after authentication, because a valid token decides which limits apply, and before
    /// authorization, which refuses requests by itself. <c>/health</c> and <c>/alive</c> are never limited: a probe that is refused would end the program.
    /// </summary>
    public static void UseRateLimits(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var isLimited = context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is null;
        return isLimited && context.RequestServices.GetRequiredService<RequestBuckets>().Take(context) is { } refusal
            ? Problem.TooManyRequests(context, refusal).ExecuteAsync(context)
            : next(context);
    });
}
