using System.Text.Json;
using CalendarApi.Wire;
using Microsoft.Extensions.Options;

namespace CalendarApi.Problems;

/// <summary>
/// Writes every problem with a type from the one table, whatever raised it: a handler, authentication, routing or the exception handler.
/// Unlike the framework's writer it ignores Accept: a refused download of text/calendar is problem+json too.
/// </summary>
internal sealed class ProblemWriter(IOptions<ProblemDetailsOptions> options) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        var problem = context.ProblemDetails;
        problem.Status ??= response.StatusCode;

        if (problem.Type?.StartsWith("/problems/", StringComparison.Ordinal) != true && ProblemTypes.ForStatus(problem.Status.Value) is { } type)
        {
            problem.Type = type.Uri;
            problem.Title = type.Title;
            problem.Detail ??= type.Meaning;
        }

        options.Value.CustomizeProblemDetails?.Invoke(context);

        response.StatusCode = problem.Status.Value;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";

        var bytes = JsonSerializer.SerializeToUtf8Bytes(problem, WireFormat.Json.ProblemDetails);
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.HttpContext.RequestAborted);
    }
}
