using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EndToEnd.Tests.Drivers;

/// <summary>Calls the API as one signed-in user. It uses plain HTTP, so that a test controls what is sent.</summary>
public sealed class ApiClient : IDisposable
{
    private readonly HttpClient http;

    public ApiClient(Uri api, string token)
    {
        Api = api;
        Token = token;
        http = new HttpClient { BaseAddress = api };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Uri Api { get; }

    public string Token { get; }

    public async Task CreateCalendarAsync(string id, string name, CancellationToken cancellationToken)
    {
        using var response = await http.PutAsJsonAsync(
            Relative($"api/calendars/{id}"), new { name, timeZone = "Europe/Berlin" }, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public async Task<HttpResponseMessage> PutEventAsync(string calendar, string id, string title, CancellationToken cancellationToken, string? etag = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Relative($"api/calendars/{calendar}/events/{id}"));
        request.Content = JsonContent.Create(new
        {
            title,
            allDay = false,
            start = "2026-11-23T09:00:00",
            end = "2026-11-23T10:00:00",
            timeZone = "Europe/Berlin",
            assignees = Array.Empty<string>(),
        });
        if (etag is not null)
        {
            request.Headers.IfMatch.Add(EntityTagHeaderValue.Parse(etag));
        }

        return await http.SendAsync(request, cancellationToken);
    }

    public async Task<string> WriteEventAsync(string calendar, string id, string title, CancellationToken cancellationToken, string? etag = null)
    {
        using var response = await PutEventAsync(calendar, id, title, cancellationToken, etag);
        response.EnsureSuccessStatusCode();
        return response.Headers.ETag!.Tag;
    }

    public async Task<JsonNode> ImportAsync(string calendar, string ics, CancellationToken cancellationToken)
    {
        using var content = new StringContent(ics, Encoding.UTF8, "text/calendar");
        using var response = await http.PostAsync(Relative($"api/calendars/{calendar}/import"), content, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }

    public async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<JsonNode>(Relative(path), cancellationToken))!;

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => http.SendAsync(request, cancellationToken);

    public Task<HttpResponseMessage> GetResponseAsync(string path, CancellationToken cancellationToken) => http.GetAsync(Relative(path), cancellationToken);

    /// <summary>Every event of a calendar, id to version, read page by page.</summary>
    public async Task<Dictionary<string, long>> ReadEventsAsync(string calendar, CancellationToken cancellationToken)
    {
        var events = new Dictionary<string, long>(StringComparer.Ordinal);
        string? after = null;
        do
        {
            var page = await GetAsync($"api/calendars/{calendar}/events?limit=500{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}", cancellationToken);
            foreach (var item in page["items"]!.AsArray())
            {
                events.Add(item!["id"]!.GetValue<string>(), item["version"]!.GetValue<long>());
            }

            after = page["next"]?.GetValue<string>();
        }
        while (after is not null);
        return events;
    }

    public async Task<long> ReadVersionAsync(CancellationToken cancellationToken) =>
        (await GetAsync("api/changes/head", cancellationToken))["version"]!.GetValue<long>();

    /// <summary>The problem details of a refused request, as JSON.</summary>
    public static async Task<JsonElement> ReadProblemAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private static Uri Relative(string path) => new(path, UriKind.Relative);
}
