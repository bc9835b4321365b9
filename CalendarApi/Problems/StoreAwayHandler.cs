using CalendarStore;
using Microsoft.AspNetCore.Diagnostics;
using ServiceDefaults.Http;
using ServiceDefaults.Problems;

namespace CalendarApi.Problems;

/// <summary>Answers 503 with Retry-After when the store is unavailable, whichever endpoint noticed it. It logs this itself, because the middleware does not log handled exceptions.</summary>
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
        [LoggerMessage(LogLevel.Warning, "The store is unavailable. The client was asked to retry.")]
        public static partial void StoreAway(ILogger logger, Exception exception);
    }
}
