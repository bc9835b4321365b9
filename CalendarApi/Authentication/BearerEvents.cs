using CalendarApi.Blocking;
using CalendarApi.Problems;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;
using ServiceDefaults.Http;

namespace CalendarApi.Authentication;

/// <summary>This API's own checks after token validation, and its own answers to failed authentication.</summary>
internal static class BearerEvents
{
    public static JwtBearerEvents For(AllowedTenants tenants, BlockedCallers blocked, TimeSpan clockSkew) => new()
    {
        OnMessageReceived = context =>
        {
            var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
            if (AccessTokenOutline.Fault(context.Request.Headers.Authorization.ToString(), now - clockSkew) is { } fault)
            {
                context.Fail(fault);
            }

            return Task.CompletedTask;
        },

        OnTokenValidated = context =>
        {
            var user = context.Principal!;
            if (!Guid.TryParseExact(user.FindFirst(ClaimNames.Tenant)?.Value, "D", out var tenant))
            {
                context.Fail("The token's tid is not a GUID.");
            }
            else if (!Guid.TryParseExact(user.FindFirst(ClaimNames.ObjectId)?.Value, "D", out var id))
            {
                context.Fail("The token's oid is not a GUID.");
            }
            else if (!tenants.Contains(tenant))
            {
                context.Fail("Tenants:Allowed does not contain the tenant.");
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
                // The keys are unavailable, so the token cannot be judged. A 401 would make the client discard its data and ask the user to sign in, so answer 503.
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

    /// <summary>Whether the authority's signing keys are known, from an earlier request or because the authority answers now.</summary>
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
