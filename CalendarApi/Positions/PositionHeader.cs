using CalendarApi.Authentication;
using CalendarStore;
using TeamCalendars.Tenants;

namespace CalendarApi.Positions;

/// <summary>
/// <c>Calendar-Position: {epoch}.{version}</c>, the tenant's head, on every answer to a signed-in caller, so that any request reveals a missed push.
/// Taken from the write when there was one, otherwise read just before the answer starts: later than the data is harmless, earlier would hide a change.
/// </summary>
internal static partial class PositionHeader
{
    public const string Name = "Calendar-Position";

    /// <summary>A handler that already knows the tenant's head says so, which spares a read.</summary>
    public static void KnowPosition(this HttpContext context, Position position) => context.Features.Set(new KnownPosition(position));

    /// <summary>Place after authentication and before authorization.</summary>
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
        // A token without a scope learns nothing of the tenant; a throttled caller costs no read; after a fault the store may be what failed.
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
            // Nobody is there to read the header.
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The answer itself is good; the header is a hint and the next answer has it again.
            Log.PositionUnknown(context.RequestServices.GetRequiredService<ILogger<KnownPosition>>(), exception);
        }
    }

    private sealed record KnownPosition(Position Position);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The tenant's position could not be read for the answer's header.")]
        public static partial void PositionUnknown(ILogger logger, Exception exception);
    }
}
