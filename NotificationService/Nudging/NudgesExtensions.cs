using CalendarStore.Feed;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using TeamCalendars.Tenants;

namespace NotificationService.Nudging;

/// <summary>
/// The way by which the API says "look now" after a commit. It carries nothing else: whatever is sent here, a tenant is looked at and its members are told the position
/// that the store has. What a caller could do with it is cost a point read each, which the rate bounds.
/// </summary>
internal static class NudgesExtensions
{
    private const string Name = "nudges";
    private const int MaxTenants = 100;
    private const int MaxBodyBytes = 8_192;

    public static void AddNudges(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<NudgesOptions>().BindConfiguration("Nudges")
            .Validate(options => options.Audience is null || (options.TenantId != Guid.Empty && options.Callers.Count > 0), "Nudges:TenantId and Nudges:Callers must be given with Nudges:Audience.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<NudgesOptions>, NudgesOptionsCheck>();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IOptions<NudgesOptions>>(Expect);
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddAuthorization(authorization => authorization.AddPolicy(Name, policy => policy.RequireAssertion(context =>
            context.Resource is HttpContext http && MayNudge(http))));
        builder.Services.AddSingleton<NudgeRate>();
    }

    /// <summary><c>POST /nudges</c> with up to 100 tenant ids as a JSON array of texts: 202, whether or not anything is new for them.</summary>
    public static void MapNudges(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPost("/nudges", Nudge)
            .WithName("Nudge").WithSummary("Looks at these tenants now")
            .WithMetadata(new MaxBody(MaxBodyBytes))
            .RequireAuthorization(Name).AddEndpointFilter(app.Services.GetRequiredService<NudgeRate>());
    }

    private static Results<Accepted, ValidationProblem> Nudge(Guid[] tenants, IChangeFeed feed, CancellationToken cancellationToken)
    {
        if (tenants.Length > MaxTenants)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["tenants"] = [$"Must be at most {MaxTenants}."] });
        }

        foreach (var tenant in tenants)
        {
            feed.Nudge(new TenantId(tenant));
        }

        return TypedResults.Accepted((string?)null);
    }

    private static bool MayNudge(HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<NudgesOptions>>().Value;
        if (options.Audience is null)
        {
            return http.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment()
                && http.Connection.RemoteIpAddress is { } address && System.Net.IPAddress.IsLoopback(address);
        }

        return Guid.TryParse(http.User.FindFirst("oid")?.Value, out var caller) && options.Callers.Contains(caller);
    }

    private static void Expect(JwtBearerOptions jwt, IOptions<NudgesOptions> nudges)
    {
        var options = nudges.Value;
        jwt.Authority = $"https://login.microsoftonline.com/{options.TenantId}/v2.0";
        jwt.MapInboundClaims = false;
        jwt.IncludeErrorDetails = false;
        jwt.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            // Which version of tokens an identity gets is set in the application's registration. v2.0 tokens name the client id, which the URI ends with.
            ValidIssuers = [$"https://login.microsoftonline.com/{options.TenantId}/v2.0", $"https://sts.windows.net/{options.TenantId}/"],
            ValidAudiences = options.Audience is { } audience ? [audience, audience["api://".Length..]] : [],
            RequireExpirationTime = true,
            RequireSignedTokens = true,
        };
    }

    private sealed class MaxBody(long bytes) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => bytes;
    }
}
