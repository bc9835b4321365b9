using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SignalREmulator.Tests;

/// <summary>Callers that have no key but a managed identity, before an authority of the test's own.</summary>
public sealed class EntraTests : IAsyncLifetime
{
    private const string Audience = "https://signalr.azure.com";
    private const string Tenant = "11111111-1111-1111-1111-111111111111";
    private const string Path = "/api/hubs/calendar/users/nobody";

    private readonly Authority authority = new();

    public async ValueTask InitializeAsync() => await authority.StartAsync();

    public ValueTask DisposeAsync() => authority.DisposeAsync();

    [Theory]
    [InlineData(Audience)]
    [InlineData(Audience + "/")]
    public async Task A_token_for_the_service_is_good_for_every_call(string audience)
    {
        await using var emulator = await StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(emulator, authority.Issue(audience, Tenant)));
    }

    [Fact]
    public async Task With_it_a_negotiator_gets_a_key_and_signs_with_that()
    {
        await using var emulator = await StartAsync();
        using var answer = await emulator.CallAsync(HttpMethod.Get, "/api/v1/auth/accessKey", token: authority.Issue(Audience, Tenant));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://graph.microsoft.com", Tenant, 60, false)]
    [InlineData(Audience, "22222222-2222-2222-2222-222222222222", 60, false)]
    [InlineData(Audience, Tenant, -60, false)]
    [InlineData(Audience, Tenant, 60, true)]
    public async Task A_token_that_is_for_another_expired_or_from_a_stranger_is_refused(string audience, string tenantOfIssuer, int minutes, bool foreignKey)
    {
        await using var emulator = await StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(emulator, authority.Issue(audience, Tenant, tenantOfIssuer, minutes, foreignKey)));
    }

    [Fact]
    public async Task A_token_signed_with_the_authoritys_public_key_as_a_secret_is_refused()
    {
        await using var emulator = await StartAsync();
        var claims = Tokens.Claims(Audience, TimeProvider.System.GetUtcNow().AddHours(1));
        claims["iss"] = authority.Issuer.Replace("{tenantid}", Tenant, StringComparison.Ordinal);
        claims["tid"] = Tenant;

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(emulator, Tokens.Sign(authority.PublicKeyText, claims, authority.KeyId)));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(emulator, Tokens.Sign(RunningEmulator.Key, claims)));
    }

    [Fact]
    public async Task It_is_no_good_for_a_client()
    {
        await using var emulator = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{emulator.Address}/client/negotiate?hub=calendar");
        request.Headers.Authorization = new("Bearer", authority.Issue(Audience, Tenant));
        using var answer = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_configured_authority_nobody_can_vouch()
    {
        await using var emulator = await RunningEmulator.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(emulator, authority.Issue(Audience, Tenant)));
    }

    private Task<RunningEmulator> StartAsync() => RunningEmulator.StartAsync(null, $"Entra:Authority={authority.Address}/common/v2.0");

    private static async Task<HttpStatusCode> CallAsync(RunningEmulator emulator, string token)
    {
        using var answer = await emulator.CallAsync(HttpMethod.Get, $"{Path}?api-version={RunningEmulator.Version}", token: token);
        return answer.StatusCode;
    }

    private sealed class Authority : IAsyncDisposable
    {
        private readonly RSA rsa = RSA.Create(2048);
        private readonly RSA foreign = RSA.Create(2048);
        private WebApplication? app;

        public string Address => app!.Urls.Single();

        public string Issuer => $"{Address}/{{tenantid}}/v2.0";

        public string KeyId => "key 1";

        public string PublicKeyText => rsa.ExportSubjectPublicKeyInfoPem();

        public async Task StartAsync()
        {
            var builder = WebApplication.CreateBuilder(["--urls=http://127.0.0.1:0"]);
            builder.Logging.ClearProviders();
            app = builder.Build();
            app.MapGet("/common/v2.0/.well-known/openid-configuration", () => TypedResults.Json(new Dictionary<string, string> { ["issuer"] = Issuer, ["jwks_uri"] = $"{Address}/keys" }));
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(includePrivateParameters: false)));
            app.MapGet("/keys", () => TypedResults.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = KeyId, n = key.N, e = key.E } } }));
            await app.StartAsync(TestContext.Current.CancellationToken);
        }

        public string Issue(string audience, string tenant, string? tenantOfIssuer = null, int minutes = 60, bool foreignKey = false)
        {
            var now = TimeProvider.System.GetUtcNow().UtcDateTime;
            return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
            {
                Issuer = Issuer.Replace("{tenantid}", tenantOfIssuer ?? tenant, StringComparison.Ordinal),
                Audience = audience,
                Expires = now.AddMinutes(minutes),
                Claims = new Dictionary<string, object> { ["tid"] = tenant },
                SigningCredentials = new SigningCredentials(new RsaSecurityKey(foreignKey ? foreign : rsa) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256),
            });
        }

        public async ValueTask DisposeAsync()
        {
            if (app is not null)
                await app.DisposeAsync();
            rsa.Dispose();
            foreign.Dispose();
        }
    }
}
