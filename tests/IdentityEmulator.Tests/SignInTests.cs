using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace IdentityEmulator.Tests;

/// <summary>Authorization code with PKCE, from the picker to the tokens.</summary>
public class SignInTests(SharedEmulator shared)
{
    [Fact]
    public async Task A_sign_in_ends_with_tokens_that_validate_against_the_published_keys()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        var answer = await browser.SignInAsync(Sample.Adele);
        var tokens = await browser.RedeemAsync(answer["code"]).OkAsync();

        Assert.Equal("a state", answer["state"]);
        Assert.StartsWith($"{Sample.RedirectUri}?", answer.Location.AbsoluteUri, StringComparison.Ordinal);
        var keys = new JsonWebKeySet(await browser.Http.GetStringAsync("/organizations/discovery/v2.0/keys", TestContext.Current.CancellationToken));
        foreach (var name in (string[])["access_token", "id_token"])
        {
            var validated = await new JsonWebTokenHandler().ValidateTokenAsync(tokens.Text(name), new TokenValidationParameters
            {
                IssuerSigningKeys = keys.GetSigningKeys(),
                ValidIssuer = $"{emulator.Base.GetLeftPart(UriPartial.Authority)}/{Sample.Contoso}/v2.0",
                ValidAudience = Sample.Client,
                ValidAlgorithms = ["RS256"],
            });
            Assert.True(validated.IsValid, validated.Exception?.Message);
        }
    }

    [Fact]
    public async Task An_access_token_has_the_claims_of_an_Entra_v2_token()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        var tokens = await browser.RedeemAsync((await browser.SignInAsync(Sample.Adele))["code"]).OkAsync();
        var token = tokens.Token("access_token");

        Assert.Equal("RS256", token.Alg);
        var expected = new Dictionary<string, string>
        {
            ["aud"] = Sample.Client,
            ["tid"] = Sample.Contoso,
            ["oid"] = Sample.AdeleId,
            ["azp"] = Sample.Client,
            ["scp"] = "Calendars.ReadWrite",
            ["ver"] = "2.0",
            ["name"] = "Adele Vance",
            ["preferred_username"] = Sample.Adele,
        };
        Assert.All(expected, claim => Assert.Equal(claim.Value, token.GetClaim(claim.Key).Value));
        Assert.Equal(["Calendar.Admin"], token.Texts("roles"));
        Assert.Equal(TimeSpan.FromHours(1), token.ValidTo - token.ValidFrom);
        Assert.Equal(3600, (int)tokens["expires_in"]!);
        Assert.Equal("Bearer", tokens.Text("token_type"));
    }

    [Fact]
    public async Task An_id_token_echoes_the_nonce_and_names_the_same_subject_as_the_access_token()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        var tokens = await browser.RedeemAsync((await browser.SignInAsync(Sample.Alex))["code"]).OkAsync();

        var idToken = tokens.Token("id_token");
        Assert.Equal("a nonce", idToken.GetClaim("nonce").Value);
        Assert.Equal(tokens.Token("access_token").Subject, idToken.Subject);
        Assert.False(idToken.TryGetClaim("scp", out _));
        Assert.Empty(idToken.Texts("roles"));
    }

    [Fact]
    public async Task A_fragment_answer_keeps_the_code_out_of_the_query()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        var answer = await browser.SignInAsync(Sample.Adele, changes: ("response_mode", "fragment"));

        Assert.Empty(answer.Location.Query);
        await browser.RedeemAsync(answer["code"]).OkAsync();
    }

    [Fact]
    public async Task A_redirect_uri_keeps_its_own_query()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        const string redirectUri = "http://127.0.0.1:5173/signin?from=teams";

        var answer = await browser.SignInAsync(Sample.Adele, changes: ("redirect_uri", redirectUri));

        Assert.Equal("teams", answer["from"]);
        await browser.RedeemAsync(answer["code"], redirectUri: redirectUri).OkAsync();
    }

    [Fact]
    public async Task A_wrong_verifier_is_refused_and_spends_the_code()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        var code = (await browser.SignInAsync(Sample.Adele))["code"];

        await browser.RedeemAsync(code, verifier: new string('a', 43)).RefusedAsync("invalid_grant", 50148);
        await browser.RedeemAsync(code).RefusedAsync("invalid_grant", 54005);
    }

    [Fact]
    public async Task A_replayed_code_is_refused_and_ends_what_the_first_use_began()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        var code = (await browser.SignInAsync(Sample.Adele))["code"];
        var tokens = await browser.RedeemAsync(code).OkAsync();

        await browser.RedeemAsync(code).RefusedAsync("invalid_grant", 54005);
        await browser.RefreshAsync(tokens.Text("refresh_token")).RefusedAsync("invalid_grant", 50173);
    }

    [Fact]
    public async Task Of_many_who_redeem_one_code_at_once_exactly_one_gets_tokens()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        var code = (await browser.SignInAsync(Sample.Adele))["code"];

        var answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => browser.RedeemAsync(code)));

        Assert.Single(answers, answer => answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task A_code_is_good_for_sixty_seconds()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time);
        using var browser = new Browser(emulator);
        var inTime = (await browser.SignInAsync(Sample.Adele))["code"];
        var late = (await browser.SignInAsync(Sample.Adele))["code"];

        time.Advance(TimeSpan.FromSeconds(59));
        await browser.RedeemAsync(inTime).OkAsync();
        time.Advance(TimeSpan.FromSeconds(1));
        await browser.RedeemAsync(late).RefusedAsync("invalid_grant", 70008);
    }

    [Fact]
    public async Task A_code_is_bound_to_its_redirect_uri_and_tenant()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        await browser.RedeemAsync((await browser.SignInAsync(Sample.Adele))["code"], redirectUri: "http://localhost:5173/other").RefusedAsync("invalid_grant", 500112);
        await browser.RedeemAsync((await browser.SignInAsync(Sample.Adele))["code"], tenant: Sample.Fabrikam).RefusedAsync("invalid_grant", 700005);
        await browser.RedeemAsync("no such code").RefusedAsync("invalid_grant", 70008);
    }

    [Fact]
    public async Task Cancelling_goes_back_with_access_denied()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        using var page = await browser.AuthorizeAsync();

        var answer = await browser.PressAsync(page, "cancel");

        Assert.Equal(("access_denied", "a state"), (answer["error"], answer["state"]));
        Assert.DoesNotContain("code", answer.Values.Keys);
    }
}
