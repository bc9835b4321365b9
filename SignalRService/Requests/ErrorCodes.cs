namespace SignalRService;

/// <summary>The values of <c>x-ms-error-code</c> with which a 404 means "no".</summary>
internal static class ErrorCodes
{
    public const string NoConnection = "Warning.Connection.NotExisted";
    public const string NoConnectionToAdd = "Error.Connection.NotExisted";
    public const string NoUser = "Warning.User.NotExisted";
    public const string NoGroup = "Warning.Group.NotExisted";
    public const string UserNotInGroup = "Info.User.NotInGroup";
}
