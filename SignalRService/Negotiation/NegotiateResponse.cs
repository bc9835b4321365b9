using System.Text.Json.Serialization;

namespace SignalRService;

/// <summary>The body of the answer to <c>POST {hub}/negotiate</c>, which redirects a client to the service (ASP.NET Core SignalR TransportProtocols, "POST [endpoint-base]/negotiate").</summary>
/// <param name="Url">The address to connect to, with the hub in its query.</param>
/// <param name="AccessToken">The client token: a secret of this one client.</param>
public sealed record NegotiateResponse(
    [property: JsonPropertyName("url"), JsonPropertyOrder(0)] string Url,
    [property: JsonPropertyName("accessToken"), JsonPropertyOrder(1)] string AccessToken)
{
    /// <summary>Only the address: the token is a secret.</summary>
    public override string ToString() => Url;
}
