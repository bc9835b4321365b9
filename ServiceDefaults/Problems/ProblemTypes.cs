using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Problems;

/// <summary>
/// The <c>type</c> of problem details (RFC 9457 §3.1.1) for what no endpoint had its own say about.
/// Stable: clients compare it. A service that knows better sets its own, under the same base.
/// </summary>
internal static class ProblemTypes
{
    public const string Base = "/problems/";
    public const string MalformedBody = Base + "malformed-body";
    public const string InvalidContent = Base + "invalid-content";

    public static string For(int status) => Base + status switch
    {
        StatusCodes.Status400BadRequest => "bad-request",
        StatusCodes.Status401Unauthorized => "unauthorized",
        StatusCodes.Status403Forbidden => "insufficient-scope",
        StatusCodes.Status404NotFound => "not-found",
        StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
        StatusCodes.Status406NotAcceptable => "not-acceptable",
        StatusCodes.Status412PreconditionFailed => "precondition-failed",
        StatusCodes.Status413PayloadTooLarge => "body-too-large",
        StatusCodes.Status415UnsupportedMediaType => "unsupported-media-type",
        StatusCodes.Status428PreconditionRequired => "precondition-required",
        StatusCodes.Status429TooManyRequests => "too-many-requests",
        StatusCodes.Status500InternalServerError => "internal-error",
        StatusCodes.Status503ServiceUnavailable => "unavailable",
        _ => status.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };
}
