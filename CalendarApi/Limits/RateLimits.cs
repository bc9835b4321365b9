using CalendarApi.Answers;
using CalendarApi.Problems;
using Microsoft.AspNetCore.RateLimiting;

namespace CalendarApi.Limits;

internal static class RateLimits
{
    public static void AddRateLimits(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RateLimitOptions>().BindConfiguration(RateLimitOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<RequestBuckets>();
        builder.Services.AddOptions<WorkOptions>().BindConfiguration(WorkOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<AnswerMemory>();
        builder.Services.AddSingleton<WorkPlaces>();
    }

    /// <summary>
    /// Limits the requests without a token that come from one address. Call this after routing and as early as possible: a refusal must cost next to nothing.
    /// <c>/health</c> and <c>/alive</c> are never limited: a probe that is refused would end the program.
    /// </summary>
    public static void UseAddressLimit(this IApplicationBuilder app) => app.Use((context, next) =>
        HasToken(context) ? next(context) : LimitAsync(context, next, context.RequestServices.GetRequiredService<RequestBuckets>().TakeOfAddress));

    /// <summary>
    /// Limits the requests with a token: those of users and tenants, and of an address if the token is refused. Call this after authentication, because a valid token decides
    /// which limits apply, and before authorization, which refuses requests by itself.
    /// </summary>
    public static void UseRateLimits(this IApplicationBuilder app) => app.Use((context, next) =>
        HasToken(context) ? LimitAsync(context, next, context.RequestServices.GetRequiredService<RequestBuckets>().Take) : next(context));

    private static bool HasToken(HttpContext context) => context.Request.Headers.Authorization.Count > 0;

    private static Task LimitAsync(HttpContext context, RequestDelegate next, Func<HttpContext, Refusal?> take)
    {
        var isLimited = context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is null;
        return isLimited && take(context) is { } refusal ? Problem.TooManyRequests(context, refusal).ExecuteAsync(context) : next(context);
    }
}
