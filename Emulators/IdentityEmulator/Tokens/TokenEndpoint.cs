using IdentityEmulator.Applications;
using IdentityEmulator.Errors;
using IdentityEmulator.Metadata;
using IdentityEmulator.Tenants;
using Microsoft.AspNetCore.Http.HttpResults;

namespace IdentityEmulator.Tokens;

internal static partial class TokenEndpoint
{
    public static void AddTokens(this IServiceCollection services)
    {
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<UserTokens>();
        services.AddSingleton<ITokenGrant, AuthorizationCodeGrant>();
        services.AddSingleton<ITokenGrant, RefreshTokenGrant>();
        services.AddSingleton<ITokenGrant, PasswordGrant>();
        services.AddSingleton<ITokenGrant, ClientCredentialsGrant>();
    }

    public static void MapTokens(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/{tenant}/oauth2/v2.0/token", Token)
            .WithName("Token").WithSummary("Issues tokens for a code, a refresh token, a password or a client secret.")
            .RequireCors(LoopbackCors.Policy);

    private static async Task<Results<JsonHttpResult<TokenAnswer>, EntraErrorResult>> Token(
        string tenant,
        HttpRequest request,
        SampleDirectory directory,
        CalendarApplication application,
        IEnumerable<ITokenGrant> grants,
        EmulatorMetrics metrics,
        ILogger<TokenAnswer> logger,
        CancellationToken cancellationToken)
    {
        if (!directory.TrySelect(tenant, out var selector))
        {
            return new EntraErrorResult(EntraErrors.UnknownTenant);
        }

        if (!(await FormBody.ReadAsync(request, cancellationToken)).Succeeded(out var parameters, out var refusal))
        {
            return new EntraErrorResult(refusal);
        }

        if (parameters["grant_type"] is not { } grantType)
        {
            return new EntraErrorResult(EntraErrors.MissingParameter("grant_type"));
        }

        if (grants.FirstOrDefault(grant => string.Equals(grant.Type, grantType, StringComparison.Ordinal)) is not { } grant)
        {
            return new EntraErrorResult(EntraErrors.UnsupportedGrant);
        }

        if (!ClientAuthentication.Of(request, parameters, application).Succeeded(out var client, out refusal))
        {
            return new EntraErrorResult(refusal);
        }

        var redeemed = grant.Redeem(new TokenRequest(selector, parameters, client.ClientId, client.HasSecret, BaseUrl.Of(request)));
        if (!redeemed.Succeeded(out var answer, out refusal))
        {
            return new EntraErrorResult(refusal);
        }

        metrics.Issued(grant.Type);
        Log.Issued(logger, grant.Type, selector.Segment);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        request.HttpContext.Response.Headers.Pragma = "no-cache";
        return TypedResults.Json(answer, TokenJson.Default.TokenAnswer);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Issued tokens for the grant {Grant} at {Tenant}")]
        public static partial void Issued(ILogger logger, string grant, string tenant);
    }
}
