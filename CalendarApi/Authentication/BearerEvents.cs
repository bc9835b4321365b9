using CalendarApi.Blocking;
using Microsoft.AspNetCore.Authentication.JwtBearer;

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
                context.Fail("The token has no tid that is a GUID.");
            else if (!Guid.TryParseExact(user.FindFirst(ClaimNames.ObjectId)?.Value, "D", out var id))
                context.Fail("The token has no oid that is a GUID.");
            else if (!tenants.Allows(tenant))
                context.Fail("The tenant is not among Tenants:Allowed.");
            else if (blocked.Now.Contains(tenant, id))
                context.Fail("The tenant or the user is blocked.");

            return Task.CompletedTask;
        },

        // RFC 6750 §3.1: the code, without the description.
        OnChallenge = context =>
        {
            if (context.AuthenticateFailure is not null)
                context.Error = "invalid_token";

            return Task.CompletedTask;
        },

        OnForbidden = context =>
        {
            context.Response.Headers.WWWAuthenticate = $"{JwtBearerDefaults.AuthenticationScheme} error=\"insufficient_scope\"";
            return Task.CompletedTask;
        },
    };
}
