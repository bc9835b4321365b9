using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Abstractions;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace SignalREmulator.Connections;

/// <summary>The first exchange on a connection (hub protocol specification, "Handshake"): which protocol the client will speak.</summary>
internal static class Handshake
{
    private const int MaxRequestBytes = 4096;

    public static readonly ReadOnlyMemory<byte> Accepted = Answer(HandshakeResponseMessage.Empty);

    /// <returns>The agreed protocol, or null if the client was refused, disconnected or took too long.</returns>
    public static async Task<ClientProtocol?> ReceiveAsync(ConnectionContext context, TimeSpan timeout, TimeProvider time)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        try
        {
            while (true)
            {
                var read = await context.Transport.Input.ReadAsync(deadline.Token);
                var buffer = read.Buffer;
                HandshakeRequestMessage? request = null;
                try
                {
                    if (!HandshakeProtocol.TryParseRequestMessage(ref buffer, out request) && (read.IsCompleted || buffer.Length > MaxRequestBytes))
                    {
                        return null;
                    }
                }
                finally
                {
                    // The client may have sent more right after it: leave that for the read loop.
                    context.Transport.Input.AdvanceTo(buffer.Start, request is null ? buffer.End : buffer.Start);
                }

                if (request is not null)
                {
                    return Choose(context, request, out var refusal) is { } protocol ? protocol : await RefuseAsync(context, refusal);
                }
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return await RefuseAsync(context, "Handshake was canceled.");
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException or FormatException or InvalidOperationException)
        {
            return await RefuseAsync(context, "The handshake is not valid.");
        }
    }

    private static ClientProtocol? Choose(ConnectionContext context, HandshakeRequestMessage request, out string refusal)
    {
        refusal = $"The protocol '{request.Protocol}' is not supported.";
        if (ClientProtocol.Named(request.Protocol) is not { } protocol)
        {
            return null;
        }

        refusal = $"Version {request.Version} of the '{request.Protocol}' protocol is not supported.";
        if (!protocol.Speaks(request.Version))
        {
            return null;
        }

        if (context.Features.Get<ITransferFormatFeature>() is { } format)
        {
            refusal = $"The '{request.Protocol}' protocol needs a transport for {protocol.Format}.";
            if (!format.SupportedFormats.HasFlag(protocol.Format))
            {
                return null;
            }

            format.ActiveFormat = protocol.Format;
        }

        // Resuming needs message counts, which came with the second version of the protocols.
        if (request.Version < 2 && context.Features.Get<IStatefulReconnectFeature>() is { } resumption)
        {
            resumption.DisableReconnect();
            context.Features.Set<IStatefulReconnectFeature>(null);
        }

        return protocol;
    }

    private static async Task<ClientProtocol?> RefuseAsync(ConnectionContext context, string reason)
    {
        await context.Transport.Output.WriteAsync(Answer(new HandshakeResponseMessage(reason)));
        return null;
    }

    private static byte[] Answer(HandshakeResponseMessage message)
    {
        var buffer = new ArrayBufferWriter<byte>();
        HandshakeProtocol.WriteResponseMessage(message, buffer);
        return buffer.WrittenSpan.ToArray();
    }
}
