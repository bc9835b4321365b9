namespace CalendarApi.Problems;

/// <summary>Every problem type of the API: the one table that answers, documentation and <c>GET /problems</c> are made from.</summary>
internal static class ProblemTypes
{
    public static readonly ProblemType NotFound = new(
        "not-found", 404, "There is no such thing here",
        "The calendar, event or path does not exist, or is not of your tenant: which of the two is not told.");

    public static readonly ProblemType PreconditionFailed = new(
        "precondition-failed", 412, "Someone else changed it first",
        "The revision named by If-Match is not the current one. Nothing was stored; `current` is what is there: merge and send again with its etag.");

    public static readonly ProblemType AlreadyExists = new(
        "already-exists", 412, "The id is taken",
        "If-None-Match: * asked for a new id, but something else is stored under it; `current` is what is there.");

    public static readonly ProblemType PreconditionRequired = new(
        "precondition-required", 428, "Say which revision you mean",
        "Replacing and deleting need If-Match with the etag that was read, so that nobody's change is overwritten unseen.");

    public static readonly ProblemType InvalidContent = new(
        "invalid-content", 400, "The content breaks a rule",
        "`errors` names each field and the reasons. Nothing was stored.");

    public static readonly ProblemType MalformedBody = new(
        "malformed-body", 400, "The body is not readable JSON",
        "`line` and `column` say where reading stopped, where that is known. Nothing was stored.");

    public static readonly ProblemType MalformedCalendarFile = new(
        "malformed-calendar-file", 400, "The file is not a readable iCalendar",
        "`line` and `reason` say where and why reading stopped (RFC 5545). Nothing was stored.");

    public static readonly ProblemType BadRequest = new(
        "bad-request", 400, "The request is not understood",
        "It breaks HTTP or this API's use of it.");

    public static readonly ProblemType BodyTooLarge = new(
        "body-too-large", 413, "The body is too large",
        "`limit` is the most that is taken here, in bytes. Nothing was stored.");

    public static readonly ProblemType UnsupportedMediaType = new(
        "unsupported-media-type", 415, "The body is of another type",
        "JSON bodies are application/json, calendar files text/calendar.");

    public static readonly ProblemType MethodNotAllowed = new(
        "method-not-allowed", 405, "The method is not for this path",
        "The Allow header lists those that are.");

    public static readonly ProblemType Unauthorized = new(
        "unauthorized", 401, "Sign in first",
        "There is no access token, or it is expired, or not meant for this API, or not of an allowed tenant, or blocked.");

    public static readonly ProblemType InsufficientScope = new(
        "insufficient-scope", 403, "The token does not allow this",
        "The access token lacks the scope: Calendars.Read to read, Calendars.ReadWrite to read and write.");

    public static readonly ProblemType InvalidSyncToken = new(
        "invalid-sync-token", 400, "The sync token is not one of ours",
        "`since` must be a token of your tenant, from `next` of a page of changes or from `GET /api/changes/head`.");

    public static readonly ProblemType SyncTokenExpired = new(
        "sync-token-expired", 410, "Too old to catch up from",
        "The token is of another life of the store, or older than deletions are remembered: read everything afresh, from `GET /api/changes/head` on.");

    public static readonly ProblemType IdWasDeleted = new(
        "id-was-deleted", 409, "The id was used and deleted",
        "A late repetition of a create must not bring back what was deleted: choose a new id.");

    public static readonly ProblemType LimitReached = new(
        "limit-reached", 409, "The tenant is at a limit",
        "`limit` says which. Nothing was stored.");

    public static readonly ProblemType TooManyRequests = new(
        "too-many-requests", 429, "Slow down",
        "Too many requests of one user; Retry-After says when to try again, in seconds.");

    public static readonly ProblemType Unavailable = new(
        "unavailable", 503, "Something this needs is away",
        "Try again; Retry-After says when, in seconds.");

    public static readonly ProblemType InternalError = new(
        "internal-error", 500, "Something went wrong here",
        "A fault of the service, not of the request; `traceId` finds it in the traces.");

    public static readonly IReadOnlyList<ProblemType> All =
    [
        NotFound, PreconditionFailed, AlreadyExists, PreconditionRequired, InvalidContent, MalformedBody, MalformedCalendarFile, BadRequest,
        BodyTooLarge, UnsupportedMediaType, MethodNotAllowed, Unauthorized, InsufficientScope, InvalidSyncToken, SyncTokenExpired,
        IdWasDeleted, LimitReached, TooManyRequests, Unavailable, InternalError,
    ];

    /// <summary>The type of a status that was set without one, by the framework for instance.</summary>
    public static ProblemType? ForStatus(int status) => status switch
    {
        400 => BadRequest,
        409 or 412 => null,
        _ => All.FirstOrDefault(type => type.Status == status),
    };
}
