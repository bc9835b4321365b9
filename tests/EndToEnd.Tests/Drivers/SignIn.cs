using System.Net.Http.Json;
using System.Text.Json;
using CalendarClient;

namespace EndToEnd.Tests.Drivers;

/// <summary>Gets a sample user's access token from the identity emulator, by the password grant that the emulator has for tests.</summary>
public sealed class SignIn(Uri identity)
{
    private const string ClientId = "ca1e0da2-0000-4000-8000-000000000001";

    public async Task<string> GetTokenAsync(string user, CancellationToken cancellationToken) => (await GetAsync(user, cancellationToken)).Value;

    public async Task<AccessToken> GetAsync(string user, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = identity };
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "password",
            ["client_id"] = ClientId,
            ["username"] = user,
            ["password"] = "calendar",
            ["scope"] = $"openid api://{ClientId}/Calendars.ReadWrite",
        });
        using var response = await http.PostAsync(new Uri("organizations/oauth2/v2.0/token", UriKind.Relative), form, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return new(answer.GetProperty("access_token").GetString()!, TimeProvider.System.GetUtcNow().AddSeconds(answer.GetProperty("expires_in").GetInt32()));
    }
}
