using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.Azure.SignalR.Protocol;
using SignalREmulator.Sending;

namespace SignalREmulator.ServerConnections;

/// <summary>The messages of Azure SignalR's service protocol on one WebSocket. Each is a MessagePack array behind its length.</summary>
internal sealed class ServerConnection(ConnectionContext context, TimeProvider time) : IDisposable
{
    /// <summary>The largest message taken, in bytes: the documents advise to stay below 16 MB.</summary>
    private const int MaxMessageBytes = 16 * 1024 * 1024;

    private static readonly ServiceProtocol Protocol = new();

    private readonly SemaphoreSlim writing = new(1, 1);
    private long lastHeard = time.GetTimestamp();

    public string Id => context.ConnectionId;

    public static int Version => Protocol.Version;

    public TimeSpan Silence => time.GetElapsedTime(Volatile.Read(ref lastHeard));

    /// <summary>Hands every message to <paramref name="take"/>, one after the other, until that returns false or the server leaves.</summary>
    /// <exception cref="InvalidDataException">The server sent what is no message. Nothing behind it can be understood either.</exception>
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
                // A message may refer to the buffer, so it is dealt with before the buffer is given back.
                while (TryParse(ref buffer, out var message))
                {
                    // A message of a type that is not known is no message: later versions of the protocol may have more.
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
                // What came right behind the last message is for whoever reads next.
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

    /// <summary>What an acknowledgement carries beside its status.</summary>
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
            // The parser skips what it does not know by recursion, which a message of brackets alone would drive too deep.
            return MessagePackShape.IsOneValue(body)
                ? Protocol.TryParseMessage(ref buffer, out message)
                : throw new InvalidDataException("A message is nested too deep, or something follows it.");
        }
        catch (Exception exception) when (exception is not InvalidDataException)
        {
            // The package has a MessagePack of its own inside, so what it throws has no type that could be named here.
            throw new InvalidDataException($"A message is not one of the service protocol: {exception.Message}", exception);
        }
    }
}
