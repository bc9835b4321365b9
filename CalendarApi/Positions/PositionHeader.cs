using CalendarApi.Authentication;
using CalendarStore;
using TeamCalendars.Tenants;

namespace CalendarApi.Positions;

/// <summary>
/// <c>Calendar-Position: {epoch}.{version}</c>, the tenant's head, on every response to an authenticated caller, so that any request reveals a missed push.
/// It comes from the write if there was one. Otherwise it is read just before the response starts: a head later than the data is harmless, an earlier one would hide a change.
/// </summary>
internal static partial class PositionHeader
{
    public const string Name = "Calendar-Position";

    /// <summary>Called by a handler that already knows the tenant's head, which saves a read.</summary>
    public static void KnowPosition(this HttpContext context, Position position) => context.Features.Set(new KnownPosition(position));

    /// <summary>Call after authentication and before authorization.</summary>
    public static void UseCalendarPosition(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.User.Identity?.IsAuthenticated == true && context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.OnStarting(() => WriteAsync(context));
        }

        return next(context);
    });

    private static async Task WriteAsync(HttpContext context)
    {
        // A token without a scope learns nothing about the tenant, a throttled caller must not cost a read, and after a fault the store may be the cause.
        if (context.Response.StatusCode is StatusCodes.Status403Forbidden or StatusCodes.Status429TooManyRequests or >= 500)
        {
            return;
        }

        try
        {
            var position = context.Features.Get<KnownPosition>()?.Position
                ?? await context.RequestServices.GetRequiredService<ICalendarStore>()
                    .GetPositionAsync(Caller.Of(context.User).Tenant, context.RequestAborted);

            context.Response.Headers[Name] = $"{position.Epoch}.{position.Version}";
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads the header.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The response itself is good. The header is a hint, and the next response has it again.
            Log.PositionUnknown(context.RequestServices.GetRequiredService<ILogger<KnownPosition>>(), exception);
        }
    }

    private sealed record KnownPosition(Position Position);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Could not read the tenant's position for the response header.")]
        public static partial void PositionUnknown(ILogger logger, Exception exception);
    }
}
