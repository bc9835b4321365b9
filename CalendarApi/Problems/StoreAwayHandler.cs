using CalendarStore;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;

namespace CalendarApi.Problems;

/// <summary>A store that is away for the moment is told as 503 with a time to come back, whichever endpoint noticed. The exception handler has logged it.</summary>
internal sealed class StoreAwayHandler(IProblemDetailsService problems) : IExceptionHandler
{
    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(2);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not StoreUnavailableException { IsTransient: true })
            return false;

        httpContext.Response.StatusCode = ProblemTypes.Unavailable.Status;
        RetryAfter.Set(httpContext.Response, ComeBackAfter);
        return await problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            ProblemDetails = new ProblemDetails { Status = ProblemTypes.Unavailable.Status },
        });
    }
}
