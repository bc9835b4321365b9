namespace SignalRService;

/// <summary>
/// Where an Azure SignalR Service is and how to prove who we are, as its connection string tells:
/// <c>Endpoint=https://name.service.signalr.net;AccessKey=…;Version=1.0;</c> or <c>Endpoint=…;AuthType=azure;</c>.
/// Source: Azure documentation, "Connection strings in Azure SignalR Service".
/// </summary>
public sealed class SignalRConnectionString
{
    internal SignalRConnectionString(Uri endpoint, Uri clientEndpoint, Uri serverEndpoint, ServiceAuthentication authentication)
    {
        Endpoint = endpoint;
        ClientEndpoint = clientEndpoint;
        ServerEndpoint = serverEndpoint;
        Authentication = authentication;
    }

    /// <summary>The service itself.</summary>
    public Uri Endpoint { get; }

    /// <summary>What client tokens name as their audience: the service without port and path, as in the tokens of Microsoft's own client.</summary>
    internal Uri Audience => new UriBuilder(Endpoint.Scheme, Endpoint.Host).Uri;

    /// <summary>What clients are sent to: a reverse proxy, or <see cref="Endpoint"/>.</summary>
    public Uri ClientEndpoint { get; }

    /// <summary>What REST calls go to: a reverse proxy, or <see cref="Endpoint"/>.</summary>
    public Uri ServerEndpoint { get; }

    internal ServiceAuthentication Authentication { get; }

    /// <exception cref="FormatException">The text breaks the grammar; the message says where and why, and never repeats a value.</exception>
    public static SignalRConnectionString Parse(string text) => ConnectionStringParser.Parse(text);

    /// <summary>The endpoint only: a connection string must never be logged whole.</summary>
    public override string ToString() => Endpoint.AbsoluteUri;
}
