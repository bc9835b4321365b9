using CalendarStore;
using Microsoft.AspNetCore.Diagnostics;

namespace CalendarApi.Problems;

/// <summary>Answers 409 when an item that a request needs is damaged in the store, whichever endpoint noticed it. The store has logged it.</summary>
internal sealed class UnreadableItemHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not UnreadableEntityException unreadable)
        {
            return false;
        }

        var problem = Problem.UnreadableItem(unreadable.ETag).ProblemDetails;
        httpContext.Response.StatusCode = problem.Status!.Value;
        return await problems.TryWriteAsync(new ProblemDetailsContext { HttpContext = httpContext, ProblemDetails = problem });
    }
}
