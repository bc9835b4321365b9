using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace IdentityEmulator.Tests;

/// <summary>The browser session, and <c>prompt</c>.</summary>
public class SilentSignInTests(SharedEmulator shared)
{
    [Fact]
    public async Task Nobody_signed_in_means_login_required()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);

        using var response = await browser.AuthorizeAsync(changes: ("prompt", "none"));

        Assert.Equal(("login_required", "a state"), (Answer.Of(response)["error"], Answer.Of(response)["state"]));
    }

    [Fact]
    public async Task After_a_sign_in_a_silent_one_gets_tokens_of_the_same_user()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        await browser.SignInAsync(Sample.Diego);

        using var response = await browser.AuthorizeAsync(changes: ("prompt", "none"));
        var tokens = await browser.RedeemAsync(Answer.Of(response)["code"]).OkAsync();

        Assert.Equal(Sample.Diego, tokens.Token("id_token").GetClaim("preferred_username").Value);
    }

    [Theory]
    [InlineData(Sample.Contoso, null)]
    [InlineData("organizations", Sample.Adele)]
    public async Task A_session_of_someone_else_does_not_sign_in_silently(string tenant, string? hint)
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        await browser.SignInAsync(Sample.Diego);

        using var response = await browser.AuthorizeAsync(tenant, ("prompt", "none"), ("login_hint", hint));

        Assert.Equal("login_required", Answer.Of(response)["error"]);
    }

    [Fact]
    public async Task A_hint_at_who_is_signed_in_goes_straight_back_unless_a_choice_is_asked_for()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        await browser.SignInAsync(Sample.Diego);

        using var hinted = await browser.AuthorizeAsync(changes: ("login_hint", Sample.Diego));
        using var unhinted = await browser.AuthorizeAsync();
        using var asked = await browser.AuthorizeAsync(changes: [("login_hint", Sample.Diego), ("prompt", "select_account")]);

        Assert.NotEmpty(Answer.Of(hinted)["code"]);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (unhinted.StatusCode, asked.StatusCode));
    }

    [Fact]
    public async Task A_session_ends_with_its_lifetime()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, settings: ("SessionLifetime", "00:10:00"));
        using var browser = new Browser(emulator);
        await browser.SignInAsync(Sample.Diego);

        time.Advance(TimeSpan.FromMinutes(10));
        using var response = await browser.AuthorizeAsync(changes: ("prompt", "none"));

        Assert.Equal("login_required", Answer.Of(response)["error"]);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_and_returns_to_this_machine_only()
    {
        var emulator = shared.Emulator;
        using var browser = new Browser(emulator);
        await browser.SignInAsync(Sample.Diego);

        using var abroad = await browser.Http.GetAsync("/organizations/oauth2/v2.0/logout?post_logout_redirect_uri=https://attacker.example/", TestContext.Current.CancellationToken);
        using var home = await browser.Http.GetAsync("/organizations/oauth2/v2.0/logout?post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A5173%2F&state=s%261", TestContext.Current.CancellationToken);
        using var silent = await browser.AuthorizeAsync(changes: ("prompt", "none"));

        Assert.Equal(HttpStatusCode.OK, abroad.StatusCode);
        Assert.Equal("http://localhost:5173/?state=s%261", home.Headers.Location!.AbsoluteUri);
        Assert.Equal("login_required", Answer.Of(silent)["error"]);
    }

    [Fact]
    public async Task A_session_that_was_signed_out_is_over_even_for_who_kept_its_cookie()
    {
        using var browser = new Browser(shared.Emulator);
        using var keeper = new Browser(shared.Emulator);
        using var page = await browser.AuthorizeAsync();
        var cookie = (await browser.PressAsync(page, $"user-{Sample.Diego}")).Cookie;
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        keeper.Http.DefaultRequestHeaders.Add("Cookie", cookie[..cookie.IndexOf(';', StringComparison.Ordinal)]);

        using var before = await keeper.AuthorizeAsync(changes: ("prompt", "none"));
        using var signOut = await browser.Http.GetAsync("/organizations/oauth2/v2.0/logout", TestContext.Current.CancellationToken);
        using var after = await keeper.AuthorizeAsync(changes: ("prompt", "none"));

        Assert.NotEmpty(Answer.Of(before)["code"]);
        Assert.Equal("login_required", Answer.Of(after)["error"]);
    }
}
