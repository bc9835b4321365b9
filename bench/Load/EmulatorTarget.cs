using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Bench.Clients;
using SignalRService;

namespace Bench.Load;

/// <summary>
/// SignalREmulator over its REST data plane, like any caller: each client is a different user that is added to the group before it connects.
/// The send uses a token made beforehand, so that the sender costs the same as with the other peers; the emulator checks that token each time.
/// </summary>
internal sealed class EmulatorTarget : ILoadTarget
{
    private const string Hub = "bench";
    private const string Group = "everyone";
    private static readonly TimeSpan TokenLifetime = TimeSpan.FromHours(1);

    private readonly HttpClient http = new(new SocketsHttpHandler { UseProxy = false });
    private readonly SigningKey key;
    private readonly string endpoint;
    private readonly string send;
    private readonly AuthenticationHeaderValue sendToken;

    public EmulatorTarget(Target.Emulator target)
    {
        var connection = SignalRConnectionString.Parse(target.ConnectionString);
        key = new(((ServiceAuthentication.AccessKey)connection.Authentication).Key, keyId: null);
        endpoint = connection.Endpoint.AbsoluteUri.TrimEnd('/');
        send = $"{endpoint}/api/hubs/{Hub}/groups/{Group}/:send";
        sendToken = new("Bearer", Sign(send));
    }

    private long lastWritten;

    public IWire Wire { get; } = new SignalRWire();

    public async Task<Uri> AdmitAsync(int client, CancellationToken cancellationToken)
    {
        var user = string.Create(CultureInfo.InvariantCulture, $"user-{client}");
        var membership = $"{endpoint}/api/hubs/{Hub}/users/{user}/groups/{Group}";
        await SendAsync(HttpMethod.Put, membership, new("Bearer", Sign(membership)), content: null, cancellationToken);

        var address = $"{endpoint}/client/?hub={Hub}";
        return new UriBuilder($"{address}&access_token={Sign(address, user)}") { Scheme = "ws" }.Uri;
    }

    public async Task<long> WriteAsync(int number, CancellationToken cancellationToken)
    {
        // Same size and format as a real push; see PushBody.
        using var body = new StringContent($$"""{"target":"reload","arguments":[{{PushBody.Of(number, sent: 0)}}]}""", Encoding.UTF8, "application/json");
        await SendAsync(HttpMethod.Post, send, sendToken, body, cancellationToken);
        lastWritten = number;
        return number;
    }

    public Task<long> SettleAsync(CancellationToken cancellationToken) => Task.FromResult(lastWritten);

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task SendAsync(HttpMethod method, string url, AuthenticationHeaderValue token, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url + "?api-version=2024-12-01") { Content = content };
        request.Headers.Authorization = token;
        using var response = await http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    private string Sign(string audience, string? user = null)
    {
        var now = TimeProvider.System.GetUtcNow();
        return JwtWriter.Write(key, new TokenClaims(audience, now.ToUnixTimeSeconds(), (now + TokenLifetime).ToUnixTimeSeconds(), user));
    }
}
