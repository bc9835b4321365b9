namespace ServiceDefaults.Problems;

/// <summary>The problem types that any service may answer with: what the framework refuses before a handler runs, and what can happen everywhere. A service adds its own.</summary>
public static class HttpProblems
{
    public static readonly ProblemType BadRequest = new(
        "bad-request", 400, "The request is not understood",
        "It breaks HTTP or this API's use of it.");

    public static readonly ProblemType InvalidContent = new(
        "invalid-content", 400, "The content breaks a rule",
        "`errors` names each field and the reasons. Nothing was stored.");

    public static readonly ProblemType MalformedBody = new(
        "malformed-body", 400, "The body is not readable JSON",
        "`line` and `column` say where reading stopped, where that is known. Nothing was stored.");

    public static readonly ProblemType Unauthorized = new(
        "unauthorized", 401, "Sign in first",
        "There is no access token, or it is expired, or not meant for this API, or not of an allowed tenant, or blocked.");

    public static readonly ProblemType InsufficientScope = new(
        "insufficient-scope", 403, "The token does not allow this",
        "The access token lacks the scope or the role for it.");

    public static readonly ProblemType NotFound = new(
        "not-found", 404, "There is no such thing here",
        "It does not exist, or is not of your tenant: which of the two is not told.");

    public static readonly ProblemType MethodNotAllowed = new(
        "method-not-allowed", 405, "The method is not for this path",
        "The Allow header lists those that are.");

    public static readonly ProblemType BodyTooLarge = new(
        "body-too-large", 413, "The body is too large",
        "`limit` is the most that is taken here, in bytes. Nothing was stored.");

    public static readonly ProblemType UnsupportedMediaType = new(
        "unsupported-media-type", 415, "The body is of another type",
        "The Content-Type is not one that is taken here.");

    public static readonly ProblemType TooManyRequests = new(
        "too-many-requests", 429, "Slow down",
        "Too many requests of one user; Retry-After says when to try again, in seconds.");

    public static readonly ProblemType InternalError = new(
        "internal-error", 500, "Something went wrong here",
        "A fault of the service, not of the request; `traceId` finds it in the traces.");

    public static readonly ProblemType Unavailable = new(
        "unavailable", 503, "Something this needs is away",
        "Try again; Retry-After says when, in seconds.");

    public static readonly IReadOnlyList<ProblemType> All =
    [
        BadRequest, InvalidContent, MalformedBody, Unauthorized, InsufficientScope, NotFound, MethodNotAllowed, BodyTooLarge, UnsupportedMediaType, TooManyRequests, InternalError, Unavailable,
    ];

    /// <summary>The type of a status that was set without one, by the framework for instance. Of those with one status the first is the most general.</summary>
    public static ProblemType? ForStatus(int status) => All.FirstOrDefault(type => type.Status == status);
}
