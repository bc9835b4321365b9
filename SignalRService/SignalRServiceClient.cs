using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Azure.Core;
using Microsoft.Extensions.Logging;

namespace SignalRService;

/// <summary>A client of one Azure SignalR Service in serverless mode, over its REST data plane. Thread-safe; use one instance for the life of the process.</summary>
public sealed class SignalRServiceClient : IDisposable
{
    private readonly ConcurrentDictionary<HubName, SignalRHub> hubs = new();
    private readonly HttpMessageInvoker http;
    private readonly ServiceTelemetry telemetry;
    private readonly RestSender sender;
    private readonly ISigningKeySource keys;
    private readonly IRequestAuthorization authorization;
    private readonly TimeProvider time;

    internal SignalRServiceClient(
        SignalRConnectionString connection, SignalRServiceOptions options, TimeProvider time, IMeterFactory meters, ILogger<SignalRServiceClient> logger, TokenCredential? credential)
    {
        Connection = connection;
        this.time = time;
        telemetry = new(meters);
        http = new(Handler(options));
        if (connection.Authentication is ServiceAuthentication.AccessKey accessKey)
        {
            var key = new SigningKey(accessKey.Key, keyId: null);
            authorization = new AccessKeyAuthorization(key, time);
            keys = new AccessKeySource(key);
            sender = new(http, authorization, options, time, telemetry, logger);
        }
        else
        {
            authorization = new EntraAuthorization(credential ?? Credentials.Create(connection.Authentication), time);
            sender = new(http, authorization, options, time, telemetry, logger);
            keys = new TemporaryKeySource(sender, connection.ServerEndpoint, time);
        }
    }

    /// <summary>The address of the service, from the connection string.</summary>
    public SignalRConnectionString Connection { get; }

    /// <summary>A hub of the service. Makes no call: the service creates a hub when it is first used.</summary>
    /// <exception cref="ArgumentException">The service does not accept the name.</exception>
    public SignalRHub GetHub(string name) =>
        hubs.GetOrAdd(HubName.Parse(name), hub => new SignalRHub(hub, Connection, sender, keys, time, telemetry));

    /// <summary>Closes the connections to the service. A call in flight fails.</summary>
    public void Dispose()
    {
        (keys as IDisposable)?.Dispose();
        (authorization as IDisposable)?.Dispose();
        http.Dispose();
        telemetry.Dispose();
    }

    /// <summary>Calls the service's health probe: <c>HEAD /api/health</c>, which needs no token and is not retried.</summary>
    internal async Task<HttpStatusCode> ProbeAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, ServiceUrls.Health(Connection.ServerEndpoint));
        using var response = await http.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    /// <summary>
    /// IHttpClientFactory is not used: its defaults retry every failed call, messages included, and this library must not send a message twice.
    /// </summary>
    private static SocketsHttpHandler Handler(SignalRServiceOptions options) => new()
    {
        // A followed redirect or a stored cookie could leak a token; the service uses neither.
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxConnectionsPerServer = options.MaxConnections,
        ConnectTimeout = options.RequestTimeout / 2,
        // Shorter than the idle limits of common servers and load balancers, so that a call seldom gets a connection that is being closed.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50),
        // Picks up changes of the DNS entry.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
