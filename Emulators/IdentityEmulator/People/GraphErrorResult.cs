using System.Text.Json.Serialization;

namespace IdentityEmulator.People;

/// <summary>An error in Microsoft Graph's format: <c>{ "error": { "code": "…", "message": "…" } }</c>.</summary>
internal sealed partial class GraphErrorResult(int statusCode, string code, string message) : IResult, IStatusCodeHttpResult
{
    public int? StatusCode => statusCode;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = statusCode;
        if (statusCode is StatusCodes.Status401Unauthorized)
        {
            httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        }

        return httpContext.Response.WriteAsJsonAsync(new Body(new Problem(code, message)), GraphJson.Default.Body, cancellationToken: httpContext.RequestAborted);
    }

    internal sealed record Body([property: JsonPropertyName("error")] Problem Error);

    internal sealed record Problem([property: JsonPropertyName("code")] string Code, [property: JsonPropertyName("message")] string Message);

    [JsonSerializable(typeof(Body))]
    internal sealed partial class GraphJson : JsonSerializerContext;
}
