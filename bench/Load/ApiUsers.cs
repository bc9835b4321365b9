using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Bench.Samples;

namespace Bench.Load;

/// <summary>The sample users of one tenant of a running system, each signed in once, because tokens last longer than a run.</summary>
internal sealed class ApiUsers(Target.System target) : IDisposable
{
    private const string ClientId = "ca1e0da2-0000-4000-8000-000000000001";

    private readonly HttpClient identity = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = target.Identity };
    private readonly Lazy<Task<AuthenticationHeaderValue>>[] tokens = new Lazy<Task<AuthenticationHeaderValue>>[target.Users];

    /// <summary>For the API. Bodies stay compressed, so that their bytes on the wire can be counted.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = target.Api };

    public int Count => target.Users;

    public async Task<HttpRequestMessage> RequestAsync(int user, HttpMethod method, string path, CancellationToken cancellationToken)
    {
        var number = user % target.Users;
        var token = LazyInitializer.EnsureInitialized(ref tokens[number], () => new(() => SignInAsync(SampleDirectory.UserName(number, target.Domain))));
        return new HttpRequestMessage(method, path) { Headers = { Authorization = await token.Value.WaitAsync(cancellationToken) } };
    }

    public async Task SignAllInAsync(CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, target.Users), cancellationToken, async (user, cancellation) =>
            (await RequestAsync(user, HttpMethod.Get, "", cancellation)).Dispose());
    }

    /// <summary>Makes a calendar, and the people whom its events are for.</summary>
    public async Task CreateCalendarAsync(string id, CancellationToken cancellationToken)
    {
        await CreateAsync($"api/calendars/{id}", SampleEvents.CalendarJson(), cancellationToken);
        for (var person = 0; person < SampleEvents.People; person++)
        {
            await CreateAsync($"api/people/{SampleEvents.PersonId(person)}", SampleEvents.PersonJson(person), cancellationToken);
        }
    }

    private async Task CreateAsync(string path, byte[] json, CancellationToken cancellationToken)
    {
        using var request = await RequestAsync(0, HttpMethod.Put, path, cancellationToken);
        request.Content = new ByteArrayContent(json) { Headers = { ContentType = new("application/json") } };
        using var response = await Http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        identity.Dispose();
        Http.Dispose();
    }

    /// <summary>The password grant, which IdentityEmulator has for tests.</summary>
    private async Task<AuthenticationHeaderValue> SignInAsync(string user)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "password",
            ["client_id"] = ClientId,
            ["username"] = user,
            ["password"] = "calendar",
            ["scope"] = $"openid api://{ClientId}/Calendars.ReadWrite",
        });
        using var response = await identity.PostAsync(new Uri("organizations/oauth2/v2.0/token", UriKind.Relative), form);
        response.EnsureSuccessStatusCode();
        return new("Bearer", (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
    }
}
