namespace SignalRService;

/// <summary>One call of the REST data plane. It may be sent several times.</summary>
/// <param name="Operation">A short name for logs, traces and metrics.</param>
/// <param name="Url">Percent-encoded, without query. It is also the audience of the call's token.</param>
/// <param name="Query">Without the question mark; null for none.</param>
/// <param name="Body">JSON; empty for none.</param>
/// <param name="IsMessage">The call delivers something to clients: it is retried only if it was certainly not delivered.</param>
/// <param name="NotFoundCode">The error code with which a 404 is an answer, not a failure.</param>
internal readonly record struct RestRequest(
    string Operation,
    HttpMethod Method,
    string Url,
    string? Query = null,
    ReadOnlyMemory<byte> Body = default,
    bool IsMessage = false,
    string? NotFoundCode = null);
