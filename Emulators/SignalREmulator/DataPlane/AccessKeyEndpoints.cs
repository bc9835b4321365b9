using Microsoft.AspNetCore.Http.HttpResults;
using SignalREmulator.Tokens;

namespace SignalREmulator.DataPlane;

/// <summary>Temporary signing keys for callers that have none. The SDK uses the v1 address, the documents name the versioned one.</summary>
internal static class AccessKeyEndpoints
{
    private const string Since = "2023-07-01";

    public static void MapAccessKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/auth/accessKey", IssueDated).RequireAuthorization(TokenExtensions.RestPolicy).WithName("AccessKey").WithSummary("Issues a temporary signing key.");
        routes.MapGet("/api/v1/auth/accessKey", Issue).RequireAuthorization(TokenExtensions.RestPolicy).WithName("AccessKeyV1").WithSummary("Issues a temporary signing key.");
    }

    private static Results<Ok<AccessKeyResponse>, DataPlaneError> IssueDated(HttpRequest request, SigningKeys keys)
    {
        if (ApiVersion.Of(request) is not { } version)
        {
            return DataPlaneError.Invalid("api-version", $"The query must name one api-version of: {ApiVersion.List}.");
        }

        return string.CompareOrdinal(version, Since) < 0 ? DataPlaneError.NoOperation(Since) : Issue(keys);
    }

    private static Ok<AccessKeyResponse> Issue(SigningKeys keys)
    {
        var key = keys.IssueTemporary();
        return TypedResults.Ok(new AccessKeyResponse(key.Id, key.Secret));
    }
}
