using Microsoft.Extensions.Options;
using ServiceDefaults.Http;
using SignalREmulator.DataPlane;

namespace SignalREmulator.Quotas;

internal static class QuotaExtensions
{
    public static void AddQuotas(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MessageQuota>();
        builder.Services.AddSingleton<ConnectionQuota>();
        builder.Services.AddSingleton<NegotiationQuota>();
    }

    /// <summary>Refuses REST calls on hubs beyond the rate, before anything else is checked. Without a limit nothing is added.</summary>
    public static void UseRequestQuota(this WebApplication app)
    {
        if (Settings(app.Services).RequestsPerSecond is not { } perSecond)
        {
            return;
        }

        var rate = new Rate(perSecond, app.Services.GetRequiredService<TimeProvider>());
        app.Use((context, next) =>
        {
            var isCall = context.Request.Path.StartsWithSegments("/api/hubs", StringComparison.Ordinal) || context.Request.Path.StartsWithSegments("/api/v1/hubs", StringComparison.Ordinal);
            if (!isCall || rate.TryTake())
            {
                return next(context);
            }

            SetRetryAfter(context);
            return DataPlaneError.TooMany().ExecuteAsync(context);
        });
    }

    /// <summary>A refusal as clients get it from the service: 429 and one line of text.</summary>
    public static Task RefuseAsync(HttpContext context, string text)
    {
        SetRetryAfter(context);
        return TypedResults.Text(text, "text/plain", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
    }

    private static void SetRetryAfter(HttpContext context) =>
        RetryAfter.Set(context.Response, TimeSpan.FromSeconds(Settings(context.RequestServices).RetryAfterSeconds));

    private static QuotaOptions Settings(IServiceProvider services) => services.GetRequiredService<IOptions<EmulatorOptions>>().Value.Quotas;
}
