namespace CalendarClient;

/// <summary>The stable names of refusals; <c>GET /problems</c> of the service explains each.</summary>
public static class ProblemNames
{
    public const string NotFound = "not-found";
    public const string PreconditionFailed = "precondition-failed";
    public const string PreconditionRequired = "precondition-required";
    public const string AlreadyExists = "already-exists";
    public const string IdWasDeleted = "id-was-deleted";
    public const string LimitReached = "limit-reached";
    public const string InvalidContent = "invalid-content";
    public const string MalformedBody = "malformed-body";
    public const string MalformedCalendarFile = "malformed-calendar-file";
    public const string BodyTooLarge = "body-too-large";
    public const string InvalidSyncToken = "invalid-sync-token";
    public const string SyncTokenExpired = "sync-token-expired";
}
