using CalendarApi.Blocking;
using CalendarApi.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using ServiceDefaults.Http;

namespace CalendarApi.Authentication;

/// <summary>The checks and answers around token validation that are this API's own.</summary>
internal static class BearerEvents
{
    public static JwtBearerEvents For(TenantOptions tenants, BlockedCallers blocked) => new()
    {
        OnTokenValidated = context =>
        {
            var user = context.Principal!;
            if (!Guid.TryParseExact(user.FindFirst(ClaimNames.Tenant)?.Value, "D", out var tenant))
            {
                context.Fail("The token has no tid that is a GUID.");
            }
            else if (!Guid.TryParseExact(user.FindFirst(ClaimNames.ObjectId)?.Value, "D", out var id))
            {
                context.Fail("The token has no oid that is a GUID.");
            }
            else if (!tenants.Allows(tenant))
            {
                context.Fail("The tenant is not among Tenants:Allowed.");
            }
            else if (blocked.Now.Contains(tenant, id))
            {
                context.Fail("The tenant or the user is blocked.");
            }

            return Task.CompletedTask;
        },

        OnChallenge = async context =>
        {
            if (context.AuthenticateFailure is SecurityTokenSignatureKeyNotFoundException && !await HasKeysAsync(context))
            {
                // Nobody knows whether the token is good: a client that was told "no" would throw away what it has and ask the person to sign in.
                context.HandleResponse();
                await Problem.Unavailable(context.HttpContext, RetryAfter.Soon).ExecuteAsync(context.HttpContext);
                return;
            }

            // RFC 6750 §3.1: the code, without the description.
            if (context.AuthenticateFailure is not null)
            {
                context.Error = "invalid_token";
            }
        },

        OnForbidden = context =>
        {
            context.Response.Headers.WWWAuthenticate = $"{JwtBearerDefaults.AuthenticationScheme} error=\"insufficient_scope\"";
            return Task.CompletedTask;
        },
    };

    /// <summary>Whether the authority's signing keys are known: from before, or because it answers now.</summary>
    private static async Task<bool> HasKeysAsync(JwtBearerChallengeContext context)
    {
        try
        {
            return (await context.Options.ConfigurationManager!.GetConfigurationAsync(context.HttpContext.RequestAborted)).SigningKeys.Count > 0;
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
