using System.Net.Http.Headers;
using System.Text;

namespace CalendarApi.Tests.Hosting;

/// <summary>An HTTP client with a token, and shorthands for what tests do all the time.</summary>
internal sealed class Caller : IDisposable
{
    private readonly HttpClient http;

    public Caller(Uri api, Guid user, string? token)
    {
        User = user;
        Token = token;
        // Bare answers are looked at and headers are the test's own: nothing is followed, unpacked, remembered or added.
        http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
        })
        {
            BaseAddress = api,
        };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Guid User { get; }

    public string? Token { get; }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Answer> PutAsync(string path, string json, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, path, new StringContent(json, Encoding.UTF8, "application/json"), headers);

    public Task<Answer> DeleteAsync(string path, string? etag) => SendAsync(HttpMethod.Delete, path, null, etag is null ? [] : [("If-Match", etag)]);

    public Task<Answer> PostAsync(string path, HttpContent? content = null, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Post, path, content, headers);

    public Task<Answer> ImportAsync(string calendar, string ics) =>
        PostAsync($"/api/calendars/{calendar}/import", new StringContent(ics, Encoding.UTF8, "text/calendar"));

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value), $"The header {name} could not be added.");
        }

        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return await Answer.ReadAsync(response);
    }

    public void Dispose() => http.Dispose();
}
