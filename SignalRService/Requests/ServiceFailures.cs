using System.Text.Json;

namespace SignalRService;

/// <summary>Classifies failures: whether a failure is transient, and whether the call may have taken effect.</summary>
internal static class ServiceFailures
{
    private const int LargestErrorBody = 16 * 1024;

    public static async Task<SignalRServiceException> FromAnswerAsync(string operation, HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var detail = await ReadDetailAsync(response, cancellationToken);
        var code = CodeOf(response) ?? detail?.Code;
        var status = (int)response.StatusCode;
        return new($"The SignalR service answered {operation} with {status}{(code is null ? "" : $" ({code})")}.")
        {
            StatusCode = response.StatusCode,
            ErrorCode = code,
            RetryAfter = RetryAfter.Of(response.Headers, time),
            IsTransient = status is 408 or 429 or >= 500,
            // 503 and 429 mean that the request was not processed. A 500 may be a time-out after the message was delivered, and a gateway's 502 and 504 leave it open too.
            MayHaveBeenDelivered = status is 408 or (>= 500 and not 503),
        };
    }

    public static SignalRServiceException FromTimeout(string operation) =>
        new($"The SignalR service did not answer {operation} in time.") { IsTransient = true, MayHaveBeenDelivered = true };

    public static SignalRServiceException FromConnectTimeout(string operation, Exception exception) =>
        new($"Could not connect to the SignalR service for {operation} in time.", exception) { IsTransient = true };

    public static SignalRServiceException FromTransport(string operation, HttpRequestException exception) =>
        new($"The SignalR service could not be reached for {operation}: {exception.HttpRequestError}.", exception)
        {
            IsTransient = true,
            MayHaveBeenDelivered = exception.HttpRequestError is not (
                HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError or HttpRequestError.VersionNegotiationError),
        };

    /// <summary>The service's error code in the header <c>x-ms-error-code</c>; the answer to a HEAD has no other.</summary>
    public static string? CodeOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("x-ms-error-code", out var values) ? values.FirstOrDefault() : null;

    private static async Task<ErrorDetail?> ReadDetailAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return null;
        }

        try
        {
            await response.Content.LoadIntoBufferAsync(LargestErrorBody, cancellationToken);
            return JsonSerializer.Deserialize(await response.Content.ReadAsByteArrayAsync(cancellationToken), ServiceJson.Default.ErrorDetail);
        }
        catch (Exception exception) when (exception is JsonException or HttpRequestException or IOException)
        {
            // The status is enough; an unreadable explanation must not hide it.
            return null;
        }
    }
}
