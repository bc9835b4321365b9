using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Problems;

/// <summary>
/// Tells a client what was wrong with its request: the framework notices while it reads body and parameters, before any
/// handler runs. Not an error of the service, so nothing is logged as one.
/// </summary>
internal sealed class BadRequestHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException refused)
        {
            return ValueTask.FromResult(false);
        }

        httpContext.Response.StatusCode = refused.StatusCode;
        return problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = RequestProblem.Of(refused), Exception = exception });
    }
}
