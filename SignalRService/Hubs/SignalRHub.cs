using System.Text.Json.Serialization.Metadata;

namespace SignalRService;

/// <summary>
/// One hub of the service: negotiation, groups, messages, closing. Methods throw <see cref="SignalRServiceException"/> when the service refuses or is unavailable,
/// and <see cref="ArgumentException"/> for names that cannot be part of a path ('.', '..', blank, over 1024 characters, malformed Unicode).
/// </summary>
public sealed partial class SignalRHub
{
    private const int LongestToken = 4096;

    private readonly HubName name;
    private readonly HubUrls urls;
    private readonly RestSender sender;
    private readonly ISigningKeySource keys;
    private readonly TimeProvider time;
    private readonly ServiceTelemetry telemetry;
    private readonly string clientUrl;
    private readonly string audience;

    internal SignalRHub(HubName name, SignalRConnectionString service, RestSender sender, ISigningKeySource keys, TimeProvider time, ServiceTelemetry telemetry)
    {
        this.name = name;
        this.sender = sender;
        this.keys = keys;
        this.time = time;
        this.telemetry = telemetry;
        urls = new(service.ServerEndpoint, name);
        clientUrl = ClientUrl(service.ClientEndpoint);
        audience = ClientUrl(service.Audience);
    }

    /// <summary>The hub's name, in lower case as the service keeps it.</summary>
    public string Name => name.Value;

    /// <summary>Signs a client token. Makes no call, except with a managed identity, which fetches its signing key about once an hour.</summary>
    /// <param name="userId">The SignalR user; group memberships follow it.</param>
    /// <exception cref="ArgumentException">The expiry is not in the future, or the token would be longer than the 4096 characters that the service accepts.</exception>
    public async ValueTask<NegotiateResponse> NegotiateAsync(string userId, NegotiateOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(userId);
        ArgumentNullException.ThrowIfNull(options);
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var expires = options.ExpiresAt.ToUnixTimeSeconds();
        if (expires <= now)
        {
            throw new ArgumentException("The expiry of a client token must be in the future.", nameof(options));
        }

        var key = await keys.GetAsync(cancellationToken);
        var token = JwtWriter.Write(key, new TokenClaims(audience, now, expires, userId, options.CloseOnExpiry));
        if (token.Length > LongestToken)
        {
            throw new ArgumentException($"The client token would have {token.Length} characters; the service accepts at most {LongestToken}.", nameof(userId));
        }

        telemetry.Negotiated(name.Value);
        return new(clientUrl, token);
    }

    private string ClientUrl(Uri endpoint) => $"{ServiceUrls.Base(endpoint)}/client/?hub={Uri.EscapeDataString(name.Value)}";

    private async Task CallAsync(RestRequest request, CancellationToken cancellationToken) =>
        (await sender.SendAsync(request, cancellationToken)).Dispose();

    private async Task<bool> ExistsAsync(RestRequest request, CancellationToken cancellationToken)
    {
        using var response = await sender.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode;
    }

    private async Task SendAsync<T>(
        string operation, string url, IReadOnlyCollection<string>? excluded, string target, T argument, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken)
    {
        var body = InvocationBody.Write(target, argument, typeInfo);
        await CallAsync(new(operation, HttpMethod.Post, url, Query.Excluding(excluded), body.WrittenMemory, IsMessage: true), cancellationToken);
        // Only after an answer: after an abandoned call the connection may still be reading the buffer, so the buffer is left to the garbage collector.
        body.Dispose();
    }
}
