using System.Globalization;
using Microsoft.Azure.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using SignalRService;

namespace SignalREmulator.Tests.MicrosoftSdk;

/// <summary>Compares the tokens that this system's own client issues with those of Microsoft's SDK for the same connection string.</summary>
public sealed class OwnTokenTests
{
    [Theory]
    [InlineData("Endpoint=https://a.service.signalr.net")]
    [InlineData("Endpoint=https://A.Service.SignalR.net/")]
    [InlineData("Endpoint=http://localhost;Port=8888")]
    [InlineData("Endpoint=https://a.example:8443;ClientEndpoint=https://clients.example;ServerEndpoint=https://servers.example")]
    [InlineData("Endpoint=https://a.example;ClientEndpoint=https://clients.example:444/signalr/")]
    public async Task A_client_is_sent_to_the_same_address_with_a_token_that_says_the_same(string addresses)
    {
        var text = $"{addresses};AccessKey={RunningEmulator.Key};Version=1.0;";
        var end = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds());
        using var microsoft = new SdkCaller(new ServiceEndpoint(text));
        var theirs = await microsoft.NegotiateAsync("Calendar", "t:ü", AccessTokenAlgorithm.HS256, ("closeOnAuthenticationExpiration", true), ("authenticationExpiresOn", end));

        using var host = Host(text);
        var ours = await host.Services.GetRequiredService<SignalRServiceClient>().GetHub("Calendar").NegotiateAsync("t:ü", new NegotiateOptions { ExpiresAt = end }, TestContext.Current.CancellationToken);

        Assert.Equal(theirs.Url, ours.Url);
        var (theirToken, ourToken) = (await ReadAsync(theirs.Token), await ReadAsync(ours.AccessToken));
        Assert.Equal(theirToken.Alg, ourToken.Alg);
        Assert.Equal(theirToken.Audiences, ourToken.Audiences);
        // In our token the caller sets the expiry; in theirs it is an hour by default. All other claims of ours are in both.
        var said = ourToken.Claims.Where(claim => claim.Type is not ("exp" or "iat")).ToDictionary(claim => claim.Type, claim => claim.Value, StringComparer.Ordinal);
        Assert.Equal(["aud", "asrs.s.uid", "asrs.s.coae", "asrs.s.aeo"], said.Keys);
        Assert.All(said, claim => Assert.Equal(claim.Value, theirToken.GetClaim(claim.Key).Value, ignoreCase: claim.Key == "asrs.s.coae"));
        Assert.Equal(end.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), said["asrs.s.aeo"]);
    }

    private static async Task<JsonWebToken> ReadAsync(string token)
    {
        var result = await new JsonWebTokenHandler().ValidateTokenAsync(token, new TokenValidationParameters
        {
            IssuerSigningKey = new SymmetricSecurityKey(System.Text.Encoding.UTF8.GetBytes(RunningEmulator.Key)),
            TryAllIssuerSigningKeys = true,
            ValidateIssuer = false,
            ValidateAudience = false,
        });
        Assert.True(result.IsValid, result.Exception?.Message);
        return (JsonWebToken)result.SecurityToken;
    }

    private static IHost Host(string connectionString)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:signalr", connectionString)]);
        builder.AddSignalRService("signalr");
        return builder.Build();
    }
}
