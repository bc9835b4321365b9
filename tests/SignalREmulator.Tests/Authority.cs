using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SignalREmulator.Tests;

/// <summary>The part of Entra ID that a managed identity needs: metadata, keys and tokens.</summary>
internal sealed class Authority : IAsyncDisposable
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
        {
            await app.DisposeAsync();
        }

        rsa.Dispose();
        foreign.Dispose();
    }
}
