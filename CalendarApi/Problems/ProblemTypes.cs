namespace CalendarApi.Problems;

/// <summary>All problem types of the API. Responses, documentation and <c>GET /problems</c> are made from this table.</summary>
internal static class ProblemTypes
{
    public static readonly ProblemType NotFound = new(
        "not-found", 404, "Not found",
        "The calendar, event or path does not exist, or it belongs to another tenant. The response does not say which.");

    public static readonly ProblemType PreconditionFailed = new(
        "precondition-failed", 412, "Someone else changed it first",
        "The revision named by If-Match is not the current one. Nothing was stored. `current` is the current revision: merge, then send again with its etag.");

    public static readonly ProblemType AlreadyExists = new(
        "already-exists", 412, "The id is already in use",
        "If-None-Match: * asked for a new id, but something else is stored under it. `current` is the stored revision.");

    public static readonly ProblemType PreconditionRequired = new(
        "precondition-required", 428, "If-Match is missing",
        "Replacing and deleting need If-Match with the etag that was read, so that nobody's change is overwritten unseen.");

    public static readonly ProblemType InvalidContent = new(
        "invalid-content", 400, "The content is invalid",
        "`errors` names each field and the reasons. Nothing was stored.");

    public static readonly ProblemType MalformedBody = new(
        "malformed-body", 400, "The body is not readable JSON",
        "`line` and `column` say where reading stopped, if that is known. Nothing was stored.");

    public static readonly ProblemType MalformedCalendarFile = new(
        "malformed-calendar-file", 400, "The file is not readable iCalendar",
        "`line` and `reason` say where and why reading stopped (RFC 5545). Nothing was stored.");

    public static readonly ProblemType BadRequest = new(
        "bad-request", 400, "Bad request",
        "The request violates HTTP or the rules of this API.");

    public static readonly ProblemType BodyTooLarge = new(
        "body-too-large", 413, "The body is too large",
        "`limit` is the largest accepted size, in bytes. Nothing was stored.");

    public static readonly ProblemType UnsupportedMediaType = new(
        "unsupported-media-type", 415, "Unsupported media type",
        "JSON bodies must be application/json, calendar files text/calendar.");

    public static readonly ProblemType MethodNotAllowed = new(
        "method-not-allowed", 405, "Method not allowed",
        "The Allow header lists the methods of this path.");

    public static readonly ProblemType Unauthorized = new(
        "unauthorized", 401, "Sign-in required",
        "The access token is missing, expired, not for this API, or of a tenant or user that is not allowed or blocked.");

    public static readonly ProblemType InsufficientScope = new(
        "insufficient-scope", 403, "The access token does not allow this",
        "The access token lacks the scope: Calendars.Read to read, Calendars.ReadWrite to read and write.");

    public static readonly ProblemType InvalidSyncToken = new(
        "invalid-sync-token", 400, "Invalid sync token",
        "`since` must be a token of your tenant, from `next` of a page of changes or from `GET /api/changes/head`.");

    public static readonly ProblemType SyncTokenExpired = new(
        "sync-token-expired", 410, "The sync token has expired",
        "The token is from another epoch, or older than the kept tombstones. Do a full read, starting with `GET /api/changes/head`.");

    public static readonly ProblemType IdWasDeleted = new(
        "id-was-deleted", 409, "The id belongs to a deleted item",
        "A late retry of a create must not bring back a deleted item. Choose a new id.");

    public static readonly ProblemType LimitReached = new(
        "limit-reached", 409, "The tenant has reached a limit",
        "`limit` names the limit. Nothing was stored.");

    public static readonly ProblemType TooManyRequests = new(
        "too-many-requests", 429, "Too many requests",
        "The user sent too many requests. Retry-After says when to try again, in seconds.");

    public static readonly ProblemType Unavailable = new(
        "unavailable", 503, "A required service is unavailable",
        "Try again later. Retry-After says when, in seconds.");

    public static readonly ProblemType InternalError = new(
        "internal-error", 500, "Internal error",
        "A fault of the service, not of the request. `traceId` identifies the request in the traces.");

    public static readonly IReadOnlyList<ProblemType> All =
    [
        NotFound, PreconditionFailed, AlreadyExists, PreconditionRequired, InvalidContent, MalformedBody, MalformedCalendarFile, BadRequest,
        BodyTooLarge, UnsupportedMediaType, MethodNotAllowed, Unauthorized, InsufficientScope, InvalidSyncToken, SyncTokenExpired,
        IdWasDeleted, LimitReached, TooManyRequests, Unavailable, InternalError,
    ];

    /// <summary>The type for a status that was set without a type, for example by the framework.</summary>
    public static ProblemType? ForStatus(int status) => status switch
    {
        400 => BadRequest,
        409 or 412 => null,
        _ => All.FirstOrDefault(type => type.Status == status),
    };
}
