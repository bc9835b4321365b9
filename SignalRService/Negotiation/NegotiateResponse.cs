using System.Text.Json.Serialization;

namespace SignalRService;

/// <summary>What <c>POST {hub}/negotiate</c> answers to send a client on to the service (ASP.NET Core SignalR TransportProtocols, "POST [endpoint-base]/negotiate").</summary>
/// <param name="Url">Where to connect, with the hub in its query.</param>
/// <param name="AccessToken">What to show there: a secret of this one client.</param>
public sealed record NegotiateResponse(
    [property: JsonPropertyName("url"), JsonPropertyOrder(0)] string Url,
    [property: JsonPropertyName("accessToken"), JsonPropertyOrder(1)] string AccessToken)
{
    /// <summary>The address only: the token is a secret.</summary>
    public override string ToString() => Url;
}
