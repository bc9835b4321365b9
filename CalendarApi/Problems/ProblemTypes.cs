using ServiceDefaults.Problems;

namespace CalendarApi.Problems;

/// <summary>The problem types that only this API has. Answers, documentation and <c>GET /problems</c> are made from these and from <see cref="HttpProblems"/>.</summary>
internal static class ProblemTypes
{
    public static readonly ProblemType PreconditionFailed = new(
        "precondition-failed", 412, "Someone else changed it first",
        "The revision named by If-Match is not the current one. Nothing was stored; `current` is what is there: merge and send again with its etag.");

    public static readonly ProblemType AlreadyExists = new(
        "already-exists", 412, "The id is taken",
        "If-None-Match: * asked for a new id, but something else is stored under it; `current` is what is there.");

    public static readonly ProblemType PreconditionRequired = new(
        "precondition-required", 428, "Say which revision you mean",
        "Replacing and deleting need If-Match with the etag that was read, so that nobody's change is overwritten unseen.");

    public static readonly ProblemType MalformedCalendarFile = new(
        "malformed-calendar-file", 400, "The file is not a readable iCalendar",
        "`line` and `reason` say where and why reading stopped (RFC 5545). Nothing was stored.");

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

    public static readonly IReadOnlyList<ProblemType> All =
    [
        .. HttpProblems.All, PreconditionFailed, AlreadyExists, PreconditionRequired, MalformedCalendarFile, InvalidSyncToken, SyncTokenExpired, IdWasDeleted, LimitReached,
    ];
}
