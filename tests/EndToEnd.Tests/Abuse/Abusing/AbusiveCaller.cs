using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Abuse.Abusing;

/// <summary>Somebody who sends what the API should not be sent, and counts the answers.</summary>
internal sealed class AbusiveCaller : IDisposable
{
    private readonly HttpClient http;
    private readonly AnswerTally tally;
    private readonly string abuse;

    public AbusiveCaller(Uri api, string? token, string abuse, AnswerTally tally)
    {
        (this.abuse, this.tally, Api, Token) = (abuse, tally, api, token);
        http = new HttpClient(new SocketsHttpHandler { UseCookies = false, ActivityHeadersPropagator = null }) { BaseAddress = api, Timeout = RunningSystem.Patience };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Uri Api { get; }

    public string? Token { get; }

    public Task<HttpStatusCode?> GetAsync(string path, CancellationToken cancellationToken) => SendAsync(HttpMethod.Get, path, null, cancellationToken);

    public Task<HttpStatusCode?> PutAsync(string path, string json, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Put, path, new StringContent(json, Encoding.UTF8, "application/json"), cancellationToken);

    public Task<HttpStatusCode?> PostAsync(string path, HttpContent? content, CancellationToken cancellationToken) => SendAsync(HttpMethod.Post, path, content, cancellationToken);

    public async Task<string> ReadAsync(string path, CancellationToken cancellationToken) => await http.GetStringAsync(new Uri(path, UriKind.Relative), cancellationToken);

    /// <summary>Reads the answer to its end and keeps nothing of it.</summary>
    /// <returns>Null when the API ended the connection, or the caller gave up.</returns>
    public async Task<HttpStatusCode?> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken, string? token = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            await response.Content.CopyToAsync(Stream.Null, cancellationToken);
            tally.Add(abuse, (int)response.StatusCode, path.Split('?')[0]);
            return response.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            tally.Add(abuse, "ended");
            return null;
        }
        catch (OperationCanceledException)
        {
            tally.Add(abuse, "given up");
            return null;
        }
    }

    public void Dispose() => http.Dispose();
}
