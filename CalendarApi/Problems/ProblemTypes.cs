using ServiceDefaults.Problems;

namespace CalendarApi.Problems;

/// <summary>The problem types that only this API has. Responses, documentation and <c>GET /problems</c> are made from these and from <see cref="HttpProblems"/>.</summary>
internal static class ProblemTypes
{
    public static readonly ProblemType PreconditionFailed = new(
        "precondition-failed", 412, "Someone else changed it first",
        "The revision named by If-Match is not the current one. Nothing was stored. `current` is the current revision: merge, then send again with its etag.");

    public static readonly ProblemType AlreadyExists = new(
        "already-exists", 412, "The id is already in use",
        "If-None-Match: * asked for a new id, but something else is stored under it. `current` is the stored revision.");

    public static readonly ProblemType PreconditionRequired = new(
        "precondition-required", 428, "If-Match is missing",
        "Replacing and deleting need If-Match with the etag that was read, so that nobody's change is overwritten unseen.");

    public static readonly ProblemType AdministratorRequired = new(
        "administrator-required", 403, "Only an administrator may do this",
        "The access token lacks the app role `Calendar.Admin`. Nothing was stored.");

    public static readonly ProblemType RoleRequired = new(
        "role-required", 403, "Your role in this calendar is too weak",
        "You may see the calendar, but not do this with it. `needed` is the role that may: `editor` or `owner`. Nothing was stored.");

    public static readonly ProblemType MalformedCalendarFile = new(
        "malformed-calendar-file", 400, "The file is not readable iCalendar",
        "`line` and `reason` say where and why reading stopped (RFC 5545). Nothing was stored.");

    public static readonly ProblemType InvalidSyncToken = new(
        "invalid-sync-token", 400, "Invalid sync token",
        "`since` must be a token of your tenant, from `next` of a page of changes or from `GET /api/changes/head`.");

    public static readonly ProblemType SyncTokenExpired = new(
        "sync-token-expired", 410, "The sync token has expired",
        "The token is from another epoch, or older than the kept tombstones. Do a full read, starting with `GET /api/changes/head`.");

    public static readonly ProblemType IdWasDeleted = new(
        "id-was-deleted", 409, "The id belongs to a deleted item",
        "A late retry of a create must not bring back a deleted item. Choose a new id.");

    // No 5xx: a retry gets the same answer, and it is the caller that can do something about it.
    public static readonly ProblemType UnreadableItem = new(
        "unreadable-item", 409, "The stored item cannot be read",
        "The item is damaged in the store. With `etag` in If-Match it can be replaced or deleted. An operator can restore it from a backup.");

    public static readonly ProblemType LimitReached = new(
        "limit-reached", 409, "The tenant has reached a limit",
        "`limit` names the limit. Nothing was stored. A retry gets the same answer until something is deleted.");

    public static readonly IReadOnlyList<ProblemType> All =
    [
        .. HttpProblems.All, PreconditionFailed, AlreadyExists, PreconditionRequired, AdministratorRequired, RoleRequired, MalformedCalendarFile, InvalidSyncToken, SyncTokenExpired, IdWasDeleted, UnreadableItem, LimitReached,
    ];
}
