using CalendarStore.Feed;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using ServiceDefaults.Contracts;
using ServiceDefaults.Http;
using TeamCalendars.Tenants;

namespace NotificationService.Nudging;

/// <summary>
/// The endpoint through which the API says "read this head now" after a commit. A nudge has no other content: the worker reads the tenant's head and pushes the position
/// that the store has. An abusive caller can only cause one point read per tenant, and the rate limit bounds those.
/// </summary>
internal static class NudgesExtensions
{
    private const string Name = "nudges";
    private const int MaxBodyBytes = 8_192;

    public static void AddNudges(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<NudgesOptions>().BindConfiguration(NudgeContract.Section)
            .Validate(options => options.Audience is null || (options.TenantId != Guid.Empty && options.Callers.Count > 0), "Nudges:Audience requires Nudges:TenantId and Nudges:Callers.")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<NudgesOptions>, NudgesOptionsCheck>();
        builder.Services.AddOptions<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme).Configure<IOptions<NudgesOptions>>(Expect);
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer();
        builder.Services.AddAuthorization(authorization => authorization.AddPolicy(Name, policy => policy.RequireAssertion(context =>
            context.Resource is HttpContext http && MayNudge(http))));
        builder.Services.AddSingleton<NudgeRate>();
    }

    /// <summary><c>POST /nudges</c> with up to 100 tenant ids as a JSON array of texts. Answers 202, whether or not the tenants have news.</summary>
    public static void MapNudges(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapPost(NudgeContract.Path, Nudge)
            .WithName("Nudge").WithSummary("Reads the heads of these tenants now")
            .WithMetadata(new MaxBody(MaxBodyBytes))
            .RequireAuthorization(Name)
            // Not resolved before the settings are checked.
            .AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<NudgeRate>().InvokeAsync(context, next));
    }

    private static Results<Accepted, ValidationProblem> Nudge(Guid[] tenants, IChangeFeed feed, CancellationToken cancellationToken)
    {
        if (tenants.Length > NudgeContract.MaxTenants)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { ["tenants"] = [$"There must be at most {NudgeContract.MaxTenants} tenants."] });
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
                && Loopback.IsAddress(http.Connection.RemoteIpAddress);
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
            // The application's registration decides the version of the tokens. v2.0 tokens name the client id, which is the end of the URI.
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
