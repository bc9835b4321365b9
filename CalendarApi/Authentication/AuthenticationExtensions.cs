using CalendarApi.Blocking;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.Identity.Web;
using Microsoft.IdentityModel.Tokens;

namespace CalendarApi.Authentication;

internal static class AuthenticationExtensions
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    /// <summary>Validates access tokens of Entra ID or of IdentityEmulator, and refuses blocked callers. Only the configuration differs.</summary>
    public static void AddCalendarAuthentication(this IHostApplicationBuilder builder)
    {
        var section = builder.Configuration.GetSection(IdentityOptions.Section);

        builder.Services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsRules>();
        builder.Services.AddOptions<IdentityOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<TenantOptions>, TenantOptionsRules>();
        builder.Services.AddOptions<TenantOptions>().BindConfiguration(TenantOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<AllowedTenants>();
        builder.AddBlocking();

        // This runs before Microsoft.Identity.Web's own configuration, which does not overwrite existing settings.
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme)
            .Configure<IOptions<IdentityOptions>, AllowedTenants, BlockedCallers>(Harden);

        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddMicrosoftIdentityWebApi(
                _ => { },
                identity =>
                {
                    var defaults = new IdentityOptions();
                    identity.Instance = defaults.Instance;
                    identity.TenantId = defaults.TenantId;
                    section.Bind(identity);
                    // A token without a scope is valid, so authentication accepts it. The endpoints' policies refuse it with 403.
                    identity.AllowWebApiToBeAuthorizedByACL = true;
                });

        builder.Services.AddAuthorizationBuilder().AddScopePolicies();
    }

    private static void Harden(JwtBearerOptions jwt, IOptions<IdentityOptions> identityOptions, AllowedTenants tenants, BlockedCallers blocked)
    {
        var identity = identityOptions.Value;

        jwt.MapInboundClaims = false;
        // The reason for a refusal would help an attacker. Operators find it in the log of Microsoft.AspNetCore.Authentication at level Information.
        jwt.IncludeErrorDetails = false;
        // Requests wait while the API fetches the authority's keys.
        jwt.BackchannelTimeout = TimeSpan.FromSeconds(10);

        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            // v2.0 tokens name the client id, v1.0 tokens the application id URI.
            ValidAudiences = [identity.ClientId, $"api://{identity.ClientId}"],
            ClockSkew = ClockSkew,
            RequireExpirationTime = true,
            RequireSignedTokens = true,
            // The authority names the key of each token. A token with an unknown name would otherwise be checked with every key.
            TryAllIssuerSigningKeys = false,
            NameClaimType = ClaimNames.Name,
            RoleClaimType = ClaimNames.Roles,
        };

        if (identity.IsPlainHttp)
        {
            jwt.RequireHttpsMetadata = false;
            jwt.TokenValidationParameters.IssuerValidator = IssuerRule.For(identity);
        }

        jwt.Events = BearerEvents.For(tenants, blocked, ClockSkew);
    }
}
