namespace CalendarClient;

/// <summary>The names of refusals, to compare <see cref="Problem.Name"/> with. They stay the same; <c>GET /problems</c> of the service explains each.</summary>
public static class ProblemNames
{
    /// <summary>The calendar, event or path does not exist, or belongs to another tenant.</summary>
    public const string NotFound = "not-found";

    /// <summary>Somebody else changed it first: merge with <see cref="Problem.Current"/> and send again with its etag.</summary>
    public const string PreconditionFailed = "precondition-failed";

    /// <summary>Something with other content is stored under this id: replace it, naming its etag.</summary>
    public const string PreconditionRequired = "precondition-required";

    /// <summary>Something else is stored under an id that was to be new.</summary>
    public const string AlreadyExists = "already-exists";

    /// <summary>The id was used and deleted: choose another.</summary>
    public const string IdWasDeleted = "id-was-deleted";

    /// <summary>The tenant has as many calendars as are allowed.</summary>
    public const string LimitReached = "limit-reached";

    /// <summary>The content breaks a rule: see <see cref="Problem.Errors"/>.</summary>
    public const string InvalidContent = "invalid-content";

    /// <summary>The JSON of the request cannot be read.</summary>
    public const string MalformedBody = "malformed-body";

    /// <summary>The file is not readable iCalendar: see <see cref="Problem.Line"/> and <see cref="Problem.Reason"/>.</summary>
    public const string MalformedCalendarFile = "malformed-calendar-file";

    /// <summary>The request or the file is too large.</summary>
    public const string BodyTooLarge = "body-too-large";

    /// <summary>The token did not come from this service, or belongs to another tenant.</summary>
    public const string InvalidSyncToken = "invalid-sync-token";

    /// <summary>The token is too old, or the store is another now: read everything again.</summary>
    public const string SyncTokenExpired = "sync-token-expired";
}
