using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.SignalR.Protocol;
using SignalREmulator.Connections;
using SignalREmulator.Tokens;

namespace SignalREmulator.Upstream;

/// <summary>
/// Sends one connection's events to its upstream: one at a time, in their order, the end of the connection last.
/// </summary>
/// <remarks>
/// Policy when full: while <see cref="MaxWaiting"/> calls wait, nothing more is read from the client, so that the client's sends wait.
/// Called only by the connection's own handler; calls do not overlap.
/// </remarks>
internal sealed class UpstreamSession(UpstreamSessions owner, ConnectionContext context, ClientConnection client, ClientIdentity identity)
{
    private const int MaxWaiting = 16;

    private static readonly byte[] ConnectedBody = """{"type":10}"""u8.ToArray();

    private Channel<UpstreamEvent>? events;
    private ConnectionFacts? facts;
    private UpstreamEvent? last;

    /// <summary>The handshake is already answered: as in the service, nobody waits for the upstream.</summary>
    public void Connected()
    {
        if (Event(UpstreamEvent.Connections, UpstreamEvent.Connected, UpstreamRequest.Json, ConnectedBody) is { } happened)
        {
            Events().Writer.TryWrite(happened);
        }
    }

    /// <returns>False if no upstream takes the call, or the message is not a call.</returns>
    public async ValueTask<bool> TryTakeAsync(HubMessage message, ReadOnlySequence<byte> frame)
    {
        if (!owner.Routes.Any || ClientCall.Of(message, frame, client.Protocol) is not { } call)
        {
            return false;
        }

        if (call.IsStream)
        {
            return Refuse(call, "streams are not supported in serverless mode.");
        }

        if (owner.Routes.Match(identity.Hub, UpstreamEvent.Messages, call.Target) is null)
        {
            return false;
        }

        var mediaType = client.Protocol == ClientProtocol.Json ? UpstreamRequest.Json : UpstreamRequest.MessagePack;
        if (Event(UpstreamEvent.Messages, call.Target, mediaType, call.Body, call.InvocationId) is not { } happened)
        {
            return Refuse(call, "the target cannot be passed on.");
        }

        if (Events().Writer.TryWrite(happened))
        {
            return true;
        }

        // The client is not silent; nothing is read from it.
        client.Hold();
        await Events().Writer.WriteAsync(happened, owner.Stopping);
        client.Release();
        return true;
    }

    /// <param name="error">The reason, if the client did not end the connection.</param>
    public void Disconnected(string? error)
    {
        last = Event(UpstreamEvent.Connections, UpstreamEvent.Disconnected, UpstreamRequest.Json, DisconnectedBody(error));
        if (last is not null)
        {
            Events();
        }

        events?.Writer.TryComplete();
    }

    private bool Refuse(ClientCall call, string reason)
    {
        if (call.InvocationId is { } id)
        {
            client.Send(UpstreamAnswer.Failure(id, client.Protocol, reason));
        }

        return true;
    }

    private UpstreamEvent? Event(string category, string name, string mediaType, ReadOnlyMemory<byte> body, string? invocationId = null)
    {
        if (owner.Routes.Match(identity.Hub, category, name) is not { } template)
        {
            return null;
        }

        facts ??= ConnectionFacts.Of(context, identity, owner.Options);
        if (template.Address(identity.Hub, category, name) is { } address && UpstreamRequest.CanBeSent(name, facts))
        {
            return new UpstreamEvent(category, name, address, mediaType, body, invocationId);
        }

        owner.NotSent(category, client.Id);
        return null;
    }

    private Channel<UpstreamEvent> Events()
    {
        if (events is null)
        {
            events = Channel.CreateBounded<UpstreamEvent>(new BoundedChannelOptions(MaxWaiting) { SingleReader = true, SingleWriter = true });
            owner.Run(this, TellAsync);
        }

        return events;
    }

    private async Task TellAsync(CancellationToken cancellation)
    {
        await foreach (var happened in events!.Reader.ReadAllAsync(cancellation))
        {
            await TellAsync(happened, cancellation);
        }

        if (last is not null)
        {
            await TellAsync(last, cancellation);
        }
    }

    private async Task TellAsync(UpstreamEvent happened, CancellationToken cancellation)
    {
        var answer = await owner.Caller.CallAsync(happened, facts!, cancellation);
        if (happened.InvocationId is { } id)
        {
            client.Send(answer.For(id, client.Protocol));
        }
    }

    private static byte[] DisconnectedBody(string? error)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteNumber("type"u8, 11);
        if (error is not null)
        {
            writer.WriteString("error"u8, error);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
