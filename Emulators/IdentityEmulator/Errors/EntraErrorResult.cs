using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;

namespace IdentityEmulator.Errors;

/// <summary>An error in the JSON format of Entra's token endpoint.</summary>
internal sealed partial class EntraErrorResult(EntraError error) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => error.StatusCode;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var now = httpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var trace = TraceId();
        var correlation = Guid.TryParse(httpContext.Request.Headers["client-request-id"], out var given) ? given : trace;
        var body = new Body(
            error.Error,
            $"{error.Text} Trace ID: {trace} Correlation ID: {correlation} Timestamp: {now}",
            [error.Code],
            now,
            trace,
            correlation);

        var log = httpContext.RequestServices.GetRequiredService<ILogger<EntraErrorResult>>();
        httpContext.RequestServices.GetRequiredService<EmulatorMetrics>().Refused(error);
        Log.Refused(log, error.Error, error.Code);
        httpContext.Response.StatusCode = error.StatusCode;
        httpContext.Response.Headers.CacheControl = "no-store";
        return httpContext.Response.WriteAsJsonAsync(body, ErrorJson.Default.Body, cancellationToken: httpContext.RequestAborted);
    }

    /// <summary>The trace id of the request, so that the id in an error message finds the trace in the dashboard.</summary>
    private static Guid TraceId() => Activity.Current is { } activity ? Guid.ParseExact(activity.TraceId.ToHexString(), "N") : Guid.NewGuid();

    internal sealed record Body(
        [property: JsonPropertyName("error")] string Error,
        [property: JsonPropertyName("error_description")] string Description,
        [property: JsonPropertyName("error_codes")] int[] Codes,
        [property: JsonPropertyName("timestamp")] string Timestamp,
        [property: JsonPropertyName("trace_id")] Guid TraceId,
        [property: JsonPropertyName("correlation_id")] Guid CorrelationId);

    [JsonSerializable(typeof(Body))]
    internal sealed partial class ErrorJson : JsonSerializerContext;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Refused with {Error}, AADSTS{Code}")]
        public static partial void Refused(ILogger logger, string error, int code);
    }
}
