using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using CalendarStore.Feed;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using NotificationService.Nudging;
using TeamCalendars.Tenants;

namespace NotificationService.Tests.Nudging;

public sealed class NudgesTests : IDisposable
{
    private const string Audience = "api://calendar-worker";
    private static readonly Guid Home = Guid.Parse("11111111-1111-4111-8111-111111111111");
    private static readonly Guid Api = Guid.Parse("22222222-2222-4222-8222-222222222222");
    private static readonly TenantId Contoso = new(Guid.Parse("aaaaaaaa-1111-4111-8111-111111111111"));

    private readonly RSA rsa = RSA.Create(2048);
    private readonly RSA foreign = RSA.Create(2048);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        rsa.Dispose();
        foreign.Dispose();
    }

    [Fact]
    public async Task The_API_says_which_tenants_to_look_at()
    {
        await using var worker = await StartAsync();

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync(worker, Token(Api)));

        Assert.Equal([Contoso], worker.Services.GetRequiredService<NudgedFeed>().Tenants);
    }

    [Theory]
    [InlineData("none", HttpStatusCode.Unauthorized)]
    [InlineData("garbage", HttpStatusCode.Unauthorized)]
    [InlineData("another identity", HttpStatusCode.Forbidden)]
    [InlineData("another audience", HttpStatusCode.Unauthorized)]
    [InlineData("another tenant", HttpStatusCode.Unauthorized)]
    [InlineData("another key", HttpStatusCode.Unauthorized)]
    [InlineData("expired", HttpStatusCode.Unauthorized)]
    [InlineData("unsigned", HttpStatusCode.Unauthorized)]
    [InlineData("no object id", HttpStatusCode.Forbidden)]
    public async Task Nobody_else_can(string attack, HttpStatusCode expected)
    {
        await using var worker = await StartAsync();
        var token = attack switch
        {
            "none" => null,
            "garbage" => "abc.def.ghi",
            "another identity" => Token(Guid.NewGuid()),
            "another audience" => Token(Api, audience: "api://calendar"),
            "another tenant" => Token(Api, tenant: Guid.NewGuid()),
            "another key" => Token(Api, key: foreign),
            "expired" => Token(Api, lifetime: TimeSpan.FromHours(-1)),
            "unsigned" => Unsigned(),
            _ => Token(null),
        };

        Assert.Equal(expected, await PostAsync(worker, token));
        Assert.Empty(worker.Services.GetRequiredService<NudgedFeed>().Tenants);
    }

    [Fact]
    public async Task A_body_is_tenant_ids_and_not_too_many()
    {
        await using var worker = await StartAsync();
        using var client = Client(worker, Token(Api));

        using var tooMany = await client.PostAsJsonAsync("/nudges", Enumerable.Range(0, 101).Select(_ => Guid.NewGuid()), Stop);
        using var noGuid = await client.PostAsJsonAsync("/nudges", new[] { "contoso" }, Stop);
        using var tooLarge = await client.PostAsJsonAsync("/nudges", new string('x', 10_000), Stop);

        Assert.Equal(
            [HttpStatusCode.BadRequest, HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge], [tooMany.StatusCode, noGuid.StatusCode, tooLarge.StatusCode]);
        Assert.Empty(worker.Services.GetRequiredService<NudgedFeed>().Tenants);
    }

    [Fact]
    public async Task More_than_so_many_are_refused()
    {
        await using var worker = await StartAsync(("Nudges:PerSecond", "3"));
        using var client = Client(worker, Token(Api));

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            using var answer = await client.PostAsJsonAsync("/nudges", new[] { Contoso.Value }, Stop);
            return answer.StatusCode;
        }));

        Assert.Contains(HttpStatusCode.Accepted, answers);
        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
    }

    [Theory]
    [InlineData("Development", HttpStatusCode.Accepted)]
    [InlineData("Production", HttpStatusCode.Unauthorized)]
    public async Task Without_an_audience_only_this_machine_in_development_can(string environment, HttpStatusCode expected)
    {
        await using var worker = await StartAsync(environment, []);

        Assert.Equal(expected, await PostAsync(worker, null));
    }

    [Fact]
    public async Task An_audience_without_callers_does_not_start() =>
        await Assert.ThrowsAnyAsync<Exception>(() => StartAsync("Production", [("Nudges:Audience", Audience)]));

    private Task<WebApplication> StartAsync(params (string, string)[] settings) => StartAsync(
        "Production", [("Nudges:Audience", Audience), ("Nudges:TenantId", $"{Home}"), ("Nudges:Callers:0", $"{Api}"), .. settings]);

    private async Task<WebApplication> StartAsync(string environment, (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddSingleton<NudgedFeed>().AddSingleton<IChangeFeed>(services => services.GetRequiredService<NudgedFeed>());
        builder.AddNudges();
        // Replaces the keys that Entra ID publishes.
        builder.Services.Configure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, jwt =>
            jwt.Configuration = new OpenIdConnectConfiguration { SigningKeys = { new RsaSecurityKey(rsa.ExportParameters(false)) } });
        var app = builder.Build();
        app.MapNudges();
        await app.StartAsync(Stop);
        return app;
    }

    private static HttpClient Client(WebApplication worker, string? token)
    {
        var client = new HttpClient { BaseAddress = new Uri(worker.Urls.Single()) };
        client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private static async Task<HttpStatusCode> PostAsync(WebApplication worker, string? token)
    {
        using var client = Client(worker, token);
        using var answer = await client.PostAsJsonAsync("/nudges", new[] { Contoso.Value }, Stop);
        return answer.StatusCode;
    }

    private string Token(Guid? caller, string audience = Audience, Guid? tenant = null, RSA? key = null, TimeSpan? lifetime = null)
    {
        var expires = TimeProvider.System.GetUtcNow().UtcDateTime + (lifetime ?? TimeSpan.FromHours(1));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = $"https://login.microsoftonline.com/{tenant ?? Home}/v2.0",
            Audience = audience,
            NotBefore = expires - TimeSpan.FromHours(2),
            IssuedAt = expires - TimeSpan.FromHours(2),
            Expires = expires,
            Claims = caller is { } id ? new Dictionary<string, object> { ["oid"] = $"{id}" } : [],
            SigningCredentials = new SigningCredentials(new RsaSecurityKey(key ?? rsa), SecurityAlgorithms.RsaSha256),
        });
    }

    private string Unsigned()
    {
        var parts = Token(Api).Split('.');
        return $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""")}.{parts[1]}.";
    }

    private sealed class NudgedFeed : IChangeFeed
    {
        private readonly ConcurrentQueue<TenantId> tenants = [];

        public IEnumerable<TenantId> Tenants => tenants;

        public Task FollowAsync(FeedSubscription subscription, IFeedFollower follower, CancellationToken cancellationToken) => throw new NotSupportedException();

        public void Nudge(TenantId tenant) => tenants.Enqueue(tenant);
    }
}
