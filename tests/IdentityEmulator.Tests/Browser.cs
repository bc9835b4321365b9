using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Tokens;

namespace IdentityEmulator.Tests;

/// <summary>The steps of a web app and its browser in a sign-in, over HTTP: open the page, press a user's button, return with a code, redeem it.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient http;

    public Browser(RunningEmulator emulator)
        : this(emulator.Base)
    {
    }

    public Browser(Uri baseAddress) =>
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = baseAddress };

    public HttpClient Http => http;

    public string Verifier { get; } = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    /// <summary>A valid request in which the given parameters replace its own; null removes one.</summary>
    public Dictionary<string, string?> Request(params (string Name, string? Value)[] changes)
    {
        var request = new Dictionary<string, string?>
        {
            ["client_id"] = Sample.Client,
            ["redirect_uri"] = Sample.RedirectUri,
            ["response_type"] = "code",
            ["scope"] = Sample.AllScopes,
            ["code_challenge"] = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
            ["state"] = "a state",
            ["nonce"] = "a nonce",
        };
        foreach (var (name, value) in changes)
        {
            request[name] = value;
        }

        return request;
    }

    public Task<HttpResponseMessage> AuthorizeAsync(string tenant = "organizations", params (string Name, string? Value)[] changes) =>
        http.GetAsync(QueryHelpers.AddQueryString($"/{tenant}/oauth2/v2.0/authorize", Request(changes)), TestContext.Current.CancellationToken);

    /// <summary>Opens the page and presses the user's button.</summary>
    public async Task<Answer> SignInAsync(string userName, string tenant = "organizations", params (string Name, string? Value)[] changes)
    {
        using var page = await AuthorizeAsync(tenant, changes);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return await PressAsync(page, $"user-{userName}");
    }

    public async Task<Answer> PressAsync(HttpResponseMessage page, string testId)
    {
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var action = WebUtility.HtmlDecode(FormAction().Match(html).Groups["action"].Value);
        var button = Button().Matches(html).Single(match => WebUtility.HtmlDecode(match.Groups["id"].Value) == testId);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create(button.Groups["name"].Value, button.Groups["value"].Value)]);
        using var response = await http.PostAsync(new Uri(page.RequestMessage!.RequestUri!, action), form, TestContext.Current.CancellationToken);
        return Answer.Of(response);
    }

    public Task<HttpResponseMessage> RedeemAsync(string code, string? verifier = null, string tenant = "organizations", string redirectUri = Sample.RedirectUri) => TokenAsync(tenant,
        ("grant_type", "authorization_code"), ("client_id", Sample.Client), ("code", code), ("redirect_uri", redirectUri), ("code_verifier", verifier ?? Verifier));

    public Task<HttpResponseMessage> RefreshAsync(string refreshToken, string? scope = null) => TokenAsync("organizations",
        [("grant_type", "refresh_token"), ("client_id", Sample.Client), ("refresh_token", refreshToken), .. scope is null ? [] : new[] { ("scope", scope) }]);

    public Task<HttpResponseMessage> PasswordAsync(string userName, string scope = Sample.AllScopes, string tenant = "organizations", string password = "calendar") => TokenAsync(tenant,
        ("grant_type", "password"), ("client_id", Sample.Client), ("username", userName), ("password", password), ("scope", scope));

    public async Task<HttpResponseMessage> TokenAsync(string tenant, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await http.PostAsync($"/{tenant}/oauth2/v2.0/token", content, TestContext.Current.CancellationToken);
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("<form method=\"post\" action=\"(?<action>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex FormAction();

    [GeneratedRegex("<button class=\"\\w+\" name=\"(?<name>\\w+)\" value=\"(?<value>[^\"]*)\" data-testid=\"(?<id>[^\"]*)\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Button();
}
