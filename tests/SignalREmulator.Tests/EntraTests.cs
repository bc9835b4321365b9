using System.Net;

namespace SignalREmulator.Tests;

/// <summary>Callers with a managed identity and without a key. The authority belongs to the test.</summary>
public sealed class EntraTests(TrustingEmulator shared) : IClassFixture<TrustingEmulator>
{
    private const string Audience = "https://signalr.azure.com";
    private const string Tenant = "11111111-1111-1111-1111-111111111111";
    private const string Path = "/api/hubs/calendar/users/nobody";

    private readonly Authority authority = shared.Authority;
    private readonly RunningEmulator emulator = shared.Emulator;

    [Theory]
    [InlineData(Audience)]
    [InlineData(Audience + "/")]
    public async Task A_token_for_the_service_is_good_for_every_call(string audience)
    {
        Assert.Equal(HttpStatusCode.NotFound, await CallAsync(emulator, authority.Issue(audience, Tenant)));
    }

    [Fact]
    public async Task With_it_a_negotiator_gets_a_key_and_signs_with_that()
    {
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
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(emulator, authority.Issue(audience, Tenant, tenantOfIssuer, minutes, foreignKey)));
    }

    [Fact]
    public async Task A_token_signed_with_the_authoritys_public_key_as_a_secret_is_refused()
    {
        var claims = Tokens.Claims(Audience, TimeProvider.System.GetUtcNow().AddHours(1));
        claims["iss"] = authority.Issuer.Replace("{tenantid}", Tenant, StringComparison.Ordinal);
        claims["tid"] = Tenant;

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(emulator, Tokens.Sign(authority.PublicKeyText, claims, authority.KeyId)));
        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(emulator, Tokens.Sign(RunningEmulator.Key, claims)));
    }

    [Fact]
    public async Task It_is_no_good_for_a_client()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{emulator.Address}/client/negotiate?hub=calendar");
        request.Headers.Authorization = new("Bearer", authority.Issue(Audience, Tenant));
        using var answer = await emulator.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task Without_a_configured_authority_nobody_can_vouch()
    {
        await using var distrusting = await RunningEmulator.StartAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, await CallAsync(distrusting, authority.Issue(Audience, Tenant)));
    }

    private static async Task<HttpStatusCode> CallAsync(RunningEmulator emulator, string token)
    {
        using var answer = await emulator.CallAsync(HttpMethod.Get, $"{Path}?api-version={RunningEmulator.Version}", token: token);
        return answer.StatusCode;
    }
}
