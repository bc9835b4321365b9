namespace ServiceDefaults.Problems;

/// <summary>The problem types of every service: refusals of the framework before a handler runs, and failures that can happen anywhere. A service adds its own.</summary>
public static class HttpProblems
{
    public static readonly ProblemType BadRequest = new(
        "bad-request", 400, "Bad request",
        "The request violates HTTP or the rules of this API.");

    public static readonly ProblemType InvalidContent = new(
        "invalid-content", 400, "The content is invalid",
        "`errors` names each field and the reasons. Nothing was stored.");

    public static readonly ProblemType MalformedBody = new(
        "malformed-body", 400, "The body is not readable JSON",
        "`line` and `column` say where reading stopped, if that is known. Nothing was stored.");

    public static readonly ProblemType Unauthorized = new(
        "unauthorized", 401, "Sign-in required",
        "The access token is missing, expired, not for this API, or of a tenant or user that is not allowed or blocked.");

    public static readonly ProblemType InsufficientScope = new(
        "insufficient-scope", 403, "The access token does not allow this",
        "The access token lacks the required scope or role.");

    public static readonly ProblemType NotFound = new(
        "not-found", 404, "Not found",
        "The item or path does not exist, or it belongs to another tenant. The response does not say which.");

    public static readonly ProblemType MethodNotAllowed = new(
        "method-not-allowed", 405, "Method not allowed",
        "The Allow header lists the methods of this path.");

    public static readonly ProblemType RequestTimeout = new(
        "request-timeout", 408, "The request arrives too slowly",
        "The body did not arrive in time. Nothing was stored.");

    public static readonly ProblemType BodyTooLarge = new(
        "body-too-large", 413, "The body is too large",
        "`limit` is the largest accepted size, in bytes. Nothing was stored.");

    public static readonly ProblemType UnsupportedMediaType = new(
        "unsupported-media-type", 415, "Unsupported media type",
        "This endpoint does not accept the Content-Type, or the Content-Encoding: bodies are not compressed.");

    public static readonly ProblemType TooManyRequests = new(
        "too-many-requests", 429, "Too many requests",
        "Somebody reached a limit: the user, the tenant, or the address of callers without a valid access token. `detail` says which. Retry-After says when to try again, in seconds.");

    public static readonly ProblemType InternalError = new(
        "internal-error", 500, "Internal error",
        "A fault of the service, not of the request. `traceId` identifies the request in the traces.");

    public static readonly ProblemType Unavailable = new(
        "unavailable", 503, "A required service is unavailable",
        "Try again later. Retry-After says when, in seconds.");

    public static readonly IReadOnlyList<ProblemType> All =
    [
        BadRequest, InvalidContent, MalformedBody, Unauthorized, InsufficientScope, NotFound, MethodNotAllowed, RequestTimeout, BodyTooLarge, UnsupportedMediaType, TooManyRequests, InternalError, Unavailable,
    ];

    /// <summary>The type for a status that was set without a type, for example by the framework. Of several types with one status, the first is the most general.</summary>
    public static ProblemType? ForStatus(int status) => All.FirstOrDefault(type => type.Status == status);
}
