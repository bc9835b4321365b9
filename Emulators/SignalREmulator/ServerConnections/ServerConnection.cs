using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.Azure.SignalR.Protocol;
using SignalREmulator.Sending;

namespace SignalREmulator.ServerConnections;

/// <summary>The messages of Azure SignalR's service protocol on one WebSocket. Each is a MessagePack array after its length.</summary>
internal sealed class ServerConnection(ConnectionContext context, TimeProvider time) : IDisposable
{
    /// <summary>The largest accepted message, in bytes: the documents recommend staying below 16 MB.</summary>
    private const int MaxMessageBytes = 16 * 1024 * 1024;

    private static readonly ServiceProtocol Protocol = new();

    private readonly SemaphoreSlim writing = new(1, 1);
    private long lastHeard = time.GetTimestamp();

    public string Id => context.ConnectionId;

    public static int Version => Protocol.Version;

    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref lastHeard));

    /// <summary>Passes every message to <paramref name="take"/>, one after the other, until that returns false or the server disconnects.</summary>
    /// <exception cref="InvalidDataException">The server sent invalid data. The rest cannot be parsed either.</exception>
    public async Task ReadAsync(Func<ServiceMessage, ValueTask<bool>> take, CancellationToken cancellation = default)
    {
        while (true)
        {
            var read = await context.Transport.Input.ReadAsync(cancellation);
            var buffer = read.Buffer;
            var stopped = false;
            try
            {
                Volatile.Write(ref lastHeard, time.GetTimestamp());
                // A message may refer to the buffer, so it is handled before the buffer is released.
                while (TryParse(ref buffer, out var message))
                {
                    // A message of an unknown type is skipped: later versions of the protocol may have more types.
                    stopped = message is not null && !await take(message);
                    if (stopped)
                    {
                        return;
                    }
                }

                if (read.IsCompleted || read.IsCanceled)
                {
                    return;
                }
            }
            finally
            {
                // Bytes after the last message are left for the next reader.
                context.Transport.Input.AdvanceTo(buffer.Start, stopped ? buffer.Start : buffer.End);
            }
        }
    }

    public async ValueTask WriteAsync(ServiceMessage message, CancellationToken cancellation = default)
    {
        await writing.WaitAsync(cancellation);
        try
        {
            Protocol.WriteMessage(message, context.Transport.Output);
            await context.Transport.Output.FlushAsync(cancellation);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>The payload of an acknowledgement, in addition to its status.</summary>
    public static ReadOnlySequence<byte> Payload(GroupMemberQueryResponse members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Protocol.WriteMessagePayload(members, buffer);
        return new(buffer.WrittenMemory);
    }

    public void Abort(string reason) => context.Abort(new ConnectionAbortedException(reason));

    public void Dispose() => writing.Dispose();

    private static bool TryParse(ref ReadOnlySequence<byte> buffer, out ServiceMessage? message)
    {
        message = null;
        if (MessagePackFrame.FirstBody(buffer, MaxMessageBytes) is not { } body)
        {
            return false;
        }

        try
        {
            // The parser skips unknown values recursively, which a message of brackets alone would drive too deep.
            return MessagePackShape.IsOneValue(body)
                ? Protocol.TryParseMessage(ref buffer, out message)
                : throw new InvalidDataException("A message is nested too deep, or something follows it.");
        }
        catch (Exception exception) when (exception is not InvalidDataException)
        {
            // The package contains its own MessagePack, so the type of its exceptions cannot be named here.
            throw new InvalidDataException($"A message is not one of the service protocol: {exception.Message}", exception);
        }
    }
}
