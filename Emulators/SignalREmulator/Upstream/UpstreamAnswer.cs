using System.Buffers;
using System.Net;
using Microsoft.AspNetCore.SignalR.Protocol;
using SignalREmulator.Connections;

namespace SignalREmulator.Upstream;

/// <summary>An upstream's answer to a call whose result the client waits for.</summary>
internal sealed record UpstreamAnswer(HttpStatusCode Status, byte[]? Body = null)
{
    public static readonly UpstreamAnswer TooLarge = new(HttpStatusCode.OK);

    /// <summary>The frame that ends the client's call.</summary>
    public ReadOnlyMemory<byte> For(string invocationId, ClientProtocol protocol) => this switch
    {
        { Status: HttpStatusCode.NoContent } or { Body: { Length: 0 } } => protocol.Frame(CompletionMessage.Empty(invocationId)),
        { Status: not HttpStatusCode.OK } => Failure(invocationId, protocol, $"status code {(int)Status}"),
        { Body: null } => Failure(invocationId, protocol, "response too large."),
        _ => IsAnswer(Body, invocationId, protocol) ? Body : Failure(invocationId, protocol, $"the response is not a completion of this call in the {protocol.Name} protocol."),
    };

    public static ReadOnlyMemory<byte> Failure(string invocationId, ClientProtocol protocol, string reason) =>
        protocol.Frame(CompletionMessage.WithError(invocationId, $"Invocation failed, {reason}"));

    // Any other frame in the client's stream would end its connection, or answer another of its calls.
    private static bool IsAnswer(byte[] body, string invocationId, ClientProtocol protocol)
    {
        try
        {
            var input = new ReadOnlySequence<byte>(body);
            return protocol.TryParse(ref input, out var message) && input.IsEmpty && message is CompletionMessage completion && completion.InvocationId == invocationId;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
