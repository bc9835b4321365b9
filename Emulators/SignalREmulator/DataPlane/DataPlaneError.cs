namespace SignalREmulator.DataPlane;

/// <summary>
/// An error in the service's own format: an <c>ErrorDetail</c> body with its code, also in <c>x-ms-error-code</c>. A HEAD has only the header,
/// and the SDK uses it to distinguish "no" from "wrong address".
/// </summary>
internal sealed record DataPlaneError(int StatusCode, string Code, string Message, string? Target = null) : IResult
{
    public const string CodeHeader = "x-ms-error-code";

    public static DataPlaneError NoConnection(string severity = "Warning") =>
        new(StatusCodes.Status404NotFound, $"{severity}.Connection.NotExisted", "There is no such connection.");

    public static DataPlaneError NoUser() => new(StatusCodes.Status404NotFound, "Warning.User.NotExisted", "The user has no open connection.");

    public static DataPlaneError NoGroup() => new(StatusCodes.Status404NotFound, "Warning.Group.NotExisted", "Nobody is in the group.");

    public static DataPlaneError NotInGroup() => new(StatusCodes.Status404NotFound, "Info.User.NotInGroup", "The user is not in the group.");

    public static DataPlaneError NoResult(string kind, string message) => new(StatusCodes.Status500InternalServerError, $"Error.Invocation.{kind}", message);

    /// <summary>Not one of the codes that mean "no" to the SDK: a caller sees a wrong address.</summary>
    public static DataPlaneError NoOperation(string since) =>
        new(StatusCodes.Status404NotFound, "NotFound", $"There is no such operation before api-version {since}.", "api-version");

    public static DataPlaneError TooMany() => new(StatusCodes.Status429TooManyRequests, "TooManyRequests", "More calls came than this instance takes in a second.");

    public static DataPlaneError Invalid(string target, string message) => new(StatusCodes.Status400BadRequest, "InvalidArgument", message, target);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCode;
        httpContext.Response.Headers[CodeHeader] = Code;
        return HttpMethods.IsHead(httpContext.Request.Method)
            ? Task.CompletedTask
            : httpContext.Response.WriteAsJsonAsync(new ErrorDetail(Code, Message, Target), DataPlaneJson.Default.ErrorDetail, contentType: null, httpContext.RequestAborted);
    }
}
