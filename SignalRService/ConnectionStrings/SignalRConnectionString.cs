namespace SignalRService;

/// <summary>
/// The address of an Azure SignalR Service and the authentication for it, parsed from its connection string:
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

    /// <summary>The address of the service itself.</summary>
    public Uri Endpoint { get; }

    /// <summary>The audience of client tokens: the service's address without port and path, as in the tokens of Microsoft's own client.</summary>
    internal Uri Audience => new UriBuilder(Endpoint.Scheme, Endpoint.Host).Uri;

    /// <summary>The address for clients: a reverse proxy, or <see cref="Endpoint"/>.</summary>
    public Uri ClientEndpoint { get; }

    /// <summary>The address for REST calls: a reverse proxy, or <see cref="Endpoint"/>.</summary>
    public Uri ServerEndpoint { get; }

    internal ServiceAuthentication Authentication { get; }

    /// <exception cref="FormatException">The text is not a valid connection string; the message says where and why, and never contains a value.</exception>
    public static SignalRConnectionString Parse(string text) => ConnectionStringParser.Parse(text);

    /// <summary>Only the endpoint: a connection string must never be logged whole.</summary>
    public override string ToString() => Endpoint.AbsoluteUri;
}
