using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace ServiceDefaults.Problems;

/// <summary>
/// Writes every problem, whoever raised it (a handler, authentication, routing, the exception handler), with a type from the table.
/// Unlike the framework's writer it does not look at Accept (RFC 9110 §12.4.1 allows that): a refused download of text/calendar is a problem+json too.
/// </summary>
internal sealed class ProblemWriter(IOptions<JsonOptions> json) : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => true;

    public async ValueTask WriteAsync(ProblemDetailsContext context)
    {
        var response = context.HttpContext.Response;
        var problem = context.ProblemDetails;
        var status = problem.Status ??= response.StatusCode;

        // What the framework puts in when nobody set a type is a link to the status code's section of the HTTP RFC.
        if (problem.Type?.StartsWith(ProblemType.Base, StringComparison.Ordinal) != true)
        {
            var type = HttpProblems.ForStatus(status);
            problem.Type = type?.Uri ?? string.Create(CultureInfo.InvariantCulture, $"{ProblemType.Base}{status}");
            problem.Title = type?.Title ?? problem.Title;
            problem.Detail ??= type?.Meaning;
        }

        if (status is StatusCodes.Status413PayloadTooLarge && context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize is { } limit)
        {
            problem.Extensions.TryAdd("limit", limit);
        }

        // The one thing a person can quote that finds the request in the traces. The framework's own is the whole traceparent.
        problem.Extensions["traceId"] = Activity.Current?.TraceId.ToString() ?? context.HttpContext.TraceIdentifier;

        response.StatusCode = status;
        response.ContentType = "application/problem+json";
        response.Headers.CacheControl = "no-store";

        var bytes = JsonSerializer.SerializeToUtf8Bytes(problem, problem.GetType(), json.Value.SerializerOptions);
        response.ContentLength = bytes.Length;
        // Not with RequestAborted: when the caller has hung up, the server drops what is written. Cancelling would be a fault inside the exception handler, which the framework logs as an error.
        await response.Body.WriteAsync(bytes, CancellationToken.None);
    }
}
