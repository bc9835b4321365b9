using System.Text.Json;
using CalendarApi.Wire;
using Microsoft.Extensions.Options;

namespace CalendarApi.Problems;

/// <summary>
/// Writes every problem, whoever raised it (a handler, authentication, routing, the exception handler), with a type from the one table.
/// Unlike the framework's writer it does not look at Accept: a refused download of text/calendar is a problem+json too.
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
