using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using Azure.Core;
using Microsoft.Extensions.Logging;

namespace SignalRService;

/// <summary>A client of one Azure SignalR Service in serverless mode, over its REST data plane. Thread-safe; made to live as long as the process.</summary>
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

    public SignalRConnectionString Connection { get; }

    /// <exception cref="ArgumentException">The name is not one the service takes.</exception>
    public SignalRHub GetHub(string name) =>
        hubs.GetOrAdd(HubName.Parse(name), hub => new SignalRHub(hub, Connection, sender, keys, time, telemetry));

    public void Dispose()
    {
        (keys as IDisposable)?.Dispose();
        (authorization as IDisposable)?.Dispose();
        http.Dispose();
        telemetry.Dispose();
    }

    /// <summary>Does the service answer its health probe with 200: <c>HEAD /api/health</c>, which needs no token and is not repeated.</summary>
    internal async Task<HttpStatusCode> ProbeAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, ServiceUrls.Health(Connection.ServerEndpoint));
        using var response = await http.SendAsync(request, cancellationToken);
        return response.StatusCode;
    }

    /// <summary>
    /// Not from IHttpClientFactory: its defaults repeat every call that fails, messages too, and a doubled message is what this library is careful about.
    /// </summary>
    private static SocketsHttpHandler Handler(SignalRServiceOptions options) => new()
    {
        // A token in a followed redirect or a kept cookie would be a leak; the service uses neither.
        AllowAutoRedirect = false,
        UseCookies = false,
        MaxConnectionsPerServer = options.MaxConnections,
        ConnectTimeout = options.RequestTimeout / 2,
        // Below what servers and load balancers commonly allow, so that a send seldom meets a connection that is just being closed.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(50),
        // Follows changes of the name's address.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
