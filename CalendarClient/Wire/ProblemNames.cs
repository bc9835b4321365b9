namespace CalendarClient;

/// <summary>The names of problems, to compare with <see cref="Problem.Name"/>. They are stable; <c>GET /problems</c> of the service explains each.</summary>
public static class ProblemNames
{
    /// <summary>The calendar, event or path does not exist, or belongs to another tenant.</summary>
    public const string NotFound = "not-found";

    /// <summary>Somebody else changed it first: merge with <see cref="Problem.Current"/> and send again with its etag.</summary>
    public const string PreconditionFailed = "precondition-failed";

    /// <summary>Something with other content is stored under this id: replace it, naming its etag.</summary>
    public const string PreconditionRequired = "precondition-required";

    /// <summary>Something else is already stored under the id of a create.</summary>
    public const string AlreadyExists = "already-exists";

    /// <summary>The id belongs to a deleted item: choose another.</summary>
    public const string IdWasDeleted = "id-was-deleted";

    /// <summary>The item is damaged in the service's store.</summary>
    public const string UnreadableItem = "unreadable-item";

    /// <summary>The tenant has as many calendars as are allowed.</summary>
    public const string LimitReached = "limit-reached";

    /// <summary>Only a caller with the app role <c>Calendar.Admin</c> may do this.</summary>
    public const string AdministratorRequired = "administrator-required";

    /// <summary>The content is invalid: see <see cref="Problem.Errors"/>.</summary>
    public const string InvalidContent = "invalid-content";

    /// <summary>The JSON of the request cannot be read.</summary>
    public const string MalformedBody = "malformed-body";

    /// <summary>The file is not readable iCalendar: see <see cref="Problem.Line"/> and <see cref="Problem.Reason"/>.</summary>
    public const string MalformedCalendarFile = "malformed-calendar-file";

    /// <summary>The request or the file is too large.</summary>
    public const string BodyTooLarge = "body-too-large";

    /// <summary>The sync token did not come from this service, or belongs to another tenant.</summary>
    public const string InvalidSyncToken = "invalid-sync-token";

    /// <summary>The sync token is too old, or the store has another epoch: do a full read.</summary>
    public const string SyncTokenExpired = "sync-token-expired";
}
