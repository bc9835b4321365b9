namespace SignalREmulator.Tokens;

internal static class BearerToken
{
    private const string Scheme = "Bearer ";

    public static string? FromHeader(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    /// <summary>Browsers cannot set headers on a WebSocket or an event stream, so the token may be in the query there.</summary>
    public static string? FromHeaderOrQuery(HttpRequest request) =>
        FromHeader(request) ?? (HttpMethods.IsGet(request.Method) && request.Query["access_token"] is [{ Length: > 0 } token] ? token : null);
}
