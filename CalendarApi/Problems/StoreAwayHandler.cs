using CalendarStore;
using Microsoft.AspNetCore.Diagnostics;
using ServiceDefaults.Http;
using ServiceDefaults.Problems;

namespace CalendarApi.Problems;

/// <summary>A store that is away for the moment is told as 503 with a time to come back, whichever endpoint noticed. Logged here: the middleware is silent about what a handler has taken on.</summary>
internal sealed partial class StoreAwayHandler(IProblemDetailsService problems, ILogger<StoreAwayHandler> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not StoreUnavailableException { IsTransient: true } away)
        {
            return false;
        }

        Log.StoreAway(logger, exception);
        httpContext.Response.StatusCode = HttpProblems.Unavailable.Status;
        RetryAfter.Set(httpContext.Response, away.RetryAfter ?? RetryAfter.Soon);
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = HttpProblems.Unavailable.Details(),
        });
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The store is away; the client is told to come back.")]
        public static partial void StoreAway(ILogger logger, Exception exception);
    }
}
