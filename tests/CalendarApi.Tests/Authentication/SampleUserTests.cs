using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Authentication;

/// <summary>The emulator's own users sign in and are taken: the configuration is the only thing the two programs share.</summary>
public class SampleUserTests(CalendarSystem system)
{
    private const string Fabrikam = "bbbbbbbb-2222-4222-8222-222222222222";

    [Fact]
    public async Task A_sample_user_signs_in_with_what_the_client_configuration_says_and_reads()
    {
        using var nobody = new Caller(system.Address, Guid.Empty, null);
        var configuration = (await nobody.GetAsync("/api/client-configuration")).Is(HttpStatusCode.OK).Json;

        Assert.Equal($"{system.IdentityAddress.AbsoluteUri}organizations/v2.0", (string?)configuration["authority"]);
        Assert.Equal(CalendarSystem.ClientId, (string?)configuration["clientId"]);

        var scopes = string.Join(' ', configuration["scopes"]!.AsArray().Select(scope => (string?)scope));
        var tokens = await SignInAsync("isaiah@fabrikam.example", scopes);
        using var isaiah = new Caller(system.Address, Guid.Empty, (string?)tokens["access_token"]);
        (await isaiah.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
        (await isaiah.PostAsync("/api/negotiate")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_id_token_of_the_same_application_is_no_access_token()
    {
        var tokens = await SignInAsync("isaiah@fabrikam.example", $"openid api://{CalendarSystem.ClientId}/Calendars.ReadWrite");
        using var caller = new Caller(system.Address, Guid.Empty, (string?)tokens["id_token"]);

        (await caller.GetAsync("/api/calendars")).IsProblem(HttpStatusCode.Forbidden, "insufficient-scope");
    }

    private async Task<JsonNode> SignInAsync(string userName, string scope)
    {
        using var http = new HttpClient();
        using var response = await http.PostAsync(
            new Uri(system.IdentityAddress, $"/{Fabrikam}/oauth2/v2.0/token"),
            new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "password",
                ["client_id"] = CalendarSystem.ClientId,
                ["username"] = userName,
                ["password"] = "calendar",
                ["scope"] = scope,
            }),
            TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }
}
