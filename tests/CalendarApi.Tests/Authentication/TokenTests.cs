using System.Net;
using System.Security.Cryptography;
using System.Text;
using CalendarApi.Tests.Hosting;
using Microsoft.IdentityModel.Tokens;

namespace CalendarApi.Tests.Authentication;

/// <summary>Which tokens are taken. Every refusal is tried on a write, and nothing is stored.</summary>
public class TokenTests(CalendarSystem system)
{
    private readonly Tenant tenant = system.NewTenant();
    private readonly Guid user = Guid.NewGuid();

    public static TheoryData<string> Tampered() =>
    [
        "expired two minutes ago", "not valid yet", "no expiry", "another audience", "another api", "issuer of another tenant", "issuer elsewhere",
        "issuer template", "no tid", "tid is no GUID", "empty tid", "no oid", "oid is no GUID", "a path in tid",
    ];

    [Theory]
    [MemberData(nameof(Tampered))]
    public async Task A_token_with_a_wrong_claim_is_refused(string fault)
    {
        var other = Guid.NewGuid();
        var now = TimeProvider.System.GetUtcNow();
        var token = system.Tokens.Sign(tenant.Id, user, Tenant.ReadWrite, claims =>
        {
            switch (fault)
            {
                case "expired two minutes ago":
                    claims["nbf"] = now.AddHours(-1).ToUnixTimeSeconds();
                    claims["exp"] = now.AddMinutes(-2).ToUnixTimeSeconds();
                    break;
                case "not valid yet":
                    claims["nbf"] = now.AddMinutes(5).ToUnixTimeSeconds();
                    break;
                case "no expiry":
                    claims.Remove("exp");
                    break;
                case "another audience":
                    claims["aud"] = Guid.NewGuid().ToString();
                    break;
                case "another api":
                    claims["aud"] = "https://graph.microsoft.com";
                    break;
                case "issuer of another tenant":
                    claims["iss"] = system.Tokens.Issuer(other);
                    break;
                case "issuer elsewhere":
                    claims["iss"] = $"https://login.example/{tenant.Id:D}/v2.0";
                    break;
                case "issuer template":
                    claims["iss"] = $"{system.IdentityAddress.AbsoluteUri}{{tenantid}}/v2.0";
                    break;
                case "no tid":
                    claims.Remove("tid");
                    break;
                case "tid is no GUID":
                    claims["tid"] = "contoso.example";
                    claims["iss"] = $"{system.IdentityAddress.AbsoluteUri}contoso.example/v2.0";
                    break;
                case "empty tid":
                    claims["tid"] = "";
                    claims["iss"] = $"{system.IdentityAddress.AbsoluteUri}/v2.0";
                    break;
                case "no oid":
                    claims.Remove("oid");
                    break;
                case "oid is no GUID":
                    claims["oid"] = "adele";
                    break;
                case "a path in tid":
                    claims["tid"] = $"{tenant.Id:D}/../{other:D}";
                    claims["iss"] = $"{system.IdentityAddress.AbsoluteUri}{tenant.Id:D}/../{other:D}/v2.0";
                    break;
                default:
                    Assert.Fail($"There is no such case: {fault}.");
                    break;
            }
        });

        await IsRefusedAsync(token);
    }

    [Fact]
    public async Task A_token_signed_with_another_key_under_the_authoritys_key_id_is_refused()
    {
        using var rsa = RSA.Create(2048);
        var forged = new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = system.Tokens.Genuine.Key.KeyId }, SecurityAlgorithms.RsaSha256);

        await IsRefusedAsync(system.Tokens.Sign(tenant.Id, user, Tenant.ReadWrite, credentials: forged));
    }

    [Fact]
    public async Task A_token_without_a_signature_is_refused()
    {
        var parts = system.Tokens.Sign(tenant.Id, user, Tenant.ReadWrite).Split('.');
        var none = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");

        await IsRefusedAsync($"{none}.{parts[1]}.");
        await IsRefusedAsync($"{none}.{parts[1]}.{parts[2]}");
        await IsRefusedAsync($"{parts[0]}.{parts[1]}.");
    }

    [Fact]
    public async Task A_token_whose_claims_were_changed_after_signing_is_refused()
    {
        var parts = system.Tokens.Sign(tenant.Id, user, Tenant.Read).Split('.');
        var claims = Base64UrlEncoder.Decode(parts[1]).Replace(Tenant.Read, Tenant.ReadWrite, StringComparison.Ordinal);

        await IsRefusedAsync($"{parts[0]}.{Base64UrlEncoder.Encode(claims)}.{parts[2]}");
    }

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_shared_secret_is_refused()
    {
        var publicKey = ((RsaSecurityKey)system.Tokens.Genuine.Key).Rsa!.ExportRSAPublicKeyPem();
        var confused = new SigningCredentials(
            new SymmetricSecurityKey(Encoding.UTF8.GetBytes(publicKey)) { KeyId = system.Tokens.Genuine.Key.KeyId }, SecurityAlgorithms.HmacSha256);

        await IsRefusedAsync(system.Tokens.Sign(tenant.Id, user, Tenant.ReadWrite, credentials: confused));
    }

    [Fact]
    public async Task Another_algorithm_than_RS256_is_refused_even_with_the_authoritys_key()
    {
        var stronger = new SigningCredentials(system.Tokens.Genuine.Key, SecurityAlgorithms.RsaSha512);

        await IsRefusedAsync(system.Tokens.Sign(tenant.Id, user, Tenant.ReadWrite, credentials: stronger));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("garbage")]
    [InlineData("a.b.c")]
    public async Task What_is_no_token_is_refused(string? token) => await IsRefusedAsync(token);

    [Fact]
    public async Task A_refusal_says_invalid_token_and_not_why()
    {
        var expired = system.Tokens.Sign(tenant.Id, user, Tenant.Read, claims =>
        {
            claims["nbf"] = TimeProvider.System.GetUtcNow().AddHours(-2).ToUnixTimeSeconds();
            claims["exp"] = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();
        });

        using var with = new Caller(system.Address, user, expired);
        using var without = new Caller(system.Address, user, null);

        Assert.Equal("Bearer error=\"invalid_token\"", (await with.GetAsync("/api/calendars")).Header("WWW-Authenticate"));
        Assert.Equal("Bearer", (await without.GetAsync("/api/calendars")).Header("WWW-Authenticate"));
    }

    [Theory]
    [InlineData(CalendarSystem.ClientId)]
    [InlineData("api://" + CalendarSystem.ClientId)]
    public async Task Both_spellings_of_the_audience_are_taken(string audience)
    {
        using var caller = tenant.SignIn(Tenant.Read, user, claims => claims["aud"] = audience);

        (await caller.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_that_expired_within_the_clocks_difference_is_still_taken()
    {
        using var caller = tenant.SignIn(Tenant.Read, user, claims =>
        {
            claims["nbf"] = TimeProvider.System.GetUtcNow().AddHours(-1).ToUnixTimeSeconds();
            claims["exp"] = TimeProvider.System.GetUtcNow().AddSeconds(-20).ToUnixTimeSeconds();
        });

        (await caller.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_path_but_the_public_ones_asks_for_a_token()
    {
        using var nobody = new Caller(system.Address, user, null);

        foreach (var path in (string[])["/api/calendars", "/api/calendars/a", "/api/calendars/a/events", "/api/calendars/a/events/b", "/api/calendars/a/export.ics", "/api/changes", "/api/changes/head"])
        {
            (await nobody.GetAsync(path)).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
        }

        foreach (var path in (string[])["/api/negotiate", "/api/demo", "/api/calendars/a/import"])
        {
            (await nobody.PostAsync(path)).IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
        }

        foreach (var path in (string[])["/api/client-configuration", "/openapi/v1.json", "/problems", "/health", "/alive"])
        {
            (await nobody.GetAsync(path)).Is(HttpStatusCode.OK);
        }
    }

    private async Task IsRefusedAsync(string? token)
    {
        using var caller = new Caller(system.Address, user, token);
        var answer = await caller.PutAsync("/api/calendars/team", Samples.Calendar);

        answer.IsProblem(HttpStatusCode.Unauthorized, "unauthorized");
        Assert.StartsWith("Bearer", answer.Header("WWW-Authenticate"), StringComparison.Ordinal);
        Assert.Null(answer.Position);
        await NothingWasStoredAsync();
    }

    private async Task NothingWasStoredAsync()
    {
        using var witness = tenant.SignIn(Tenant.Read);
        var calendars = await witness.GetAsync("/api/calendars");

        Assert.Equal("""{"items":[]}""", calendars.Is(HttpStatusCode.OK).Text);
        Assert.EndsWith(".0", calendars.Position, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_the_authoritys_keys_cannot_be_had_nobody_is_told_that_a_token_is_bad()
    {
        using var nobody = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)nobody.LocalEndpoint).Port}/";
        nobody.Stop();
        using var api = system.Start(new Dictionary<string, string> { ["AzureAd:Instance"] = address });
        using var caller = tenant.At(api.Address).SignIn(change: claims => claims["iss"] = $"{address}{tenant.Id:D}/v2.0");

        var answer = await caller.GetAsync("/api/calendars");

        answer.IsProblem(HttpStatusCode.ServiceUnavailable, "unavailable");
        Assert.Equal("2", answer.Header("Retry-After"));
    }
}
