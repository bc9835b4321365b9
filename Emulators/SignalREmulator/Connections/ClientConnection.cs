using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using SignalREmulator.Tokens;

namespace SignalREmulator.Connections;

/// <summary>One client past its handshake. Everything here may be called from any thread and returns at once.</summary>
internal sealed class ClientConnection
{
    private readonly ConnectionContext context;
    private readonly ConnectionTimes times;
    private readonly TimeProvider time;
    private readonly Outbox outbox;
    private readonly DateTimeOffset? endsAt;
    private readonly bool pingable;
    private long lastReceived;
    private long lastSent;
    private int overflowed;
    private volatile bool held;
    private string? endReason;

    public ClientConnection(ConnectionContext context, ClientIdentity identity, ClientProtocol protocol, ConnectionTimes times, int capacity, TimeProvider time)
    {
        this.context = context;
        this.times = times;
        this.time = time;
        outbox = new Outbox(context.Transport.Output, capacity);
        Id = context.ConnectionId;
        UserId = identity.UserId;
        Protocol = protocol;
        lastReceived = lastSent = time.GetTimestamp();
        // A poll that waits is a sign of life by itself, and there is no telling how long the next one takes.
        pingable = context.Features.Get<IConnectionInherentKeepAliveFeature>()?.HasInherentKeepAlive != true;
        // Each request of the other transports carries the token anew, so they end with it.
        var outlivesToken = context.Features.Get<IHttpTransportFeature>()?.TransportType is null or HttpTransportType.WebSockets;
        endsAt = identity.CloseAt ?? (outlivesToken ? null : identity.TokenExpires + times.TokenClockSkew);
    }

    public string Id { get; }

    public string? UserId { get; }

    public ClientProtocol Protocol { get; }

    /// <summary>Why the connection ends, if it was not the client's own wish: what was given first.</summary>
    public string? EndReason
    {
        get => Volatile.Read(ref endReason);
        set => Interlocked.CompareExchange(ref endReason, value, null);
    }

    public PipeReader Input => context.Transport.Input;

    /// <summary>Completes when nothing more can be sent.</summary>
    public Task Finished => outbox.Finished;

    /// <summary>Sends the handshake's answer, then what was sent to the connection since it was taken into its hub.</summary>
    public void Open(ReadOnlyMemory<byte> handshakeAnswer) => outbox.Open(handshakeAnswer);

    /// <returns><see cref="PostResult.Full"/> once, for the frame that was one too many: the connection is dropped for it.</returns>
    public PostResult Send(ReadOnlyMemory<byte> frame)
    {
        Volatile.Write(ref lastSent, time.GetTimestamp());
        var result = outbox.Post(frame);
        if (result != PostResult.Full)
            return result;
        // No goodbye: it would wait behind all the rest.
        if (Interlocked.Exchange(ref overflowed, 1) != 0)
            return PostResult.Ended;
        Abort("The client is too slow.");
        return PostResult.Full;
    }

    /// <summary>Ends the transport without a goodbye.</summary>
    public void Abort(string reason)
    {
        EndReason = reason;
        context.Abort(new ConnectionAbortedException(reason));
        _ = outbox.StopAsync();
    }

    /// <summary>True while nothing is read from the client.</summary>
    public bool IsHeld => held;

    /// <summary>Nothing is read from the client for now, so that it says nothing does not count.</summary>
    public void Hold() => held = true;

    public void Release()
    {
        Received();
        held = false;
    }

    public void Received() => Volatile.Write(ref lastReceived, time.GetTimestamp());

    /// <summary>Tells the client why it is closed and whether to come back, after everything sent before. Doing it again does nothing.</summary>
    /// <remarks>A client that does not take its last frames is not waited for: the transports give up on a write after their own time-out.</remarks>
    public void Close(string? reason, bool allowReconnect)
    {
        EndReason = reason;
        outbox.End(Protocol.Close(reason, allowReconnect));
    }

    /// <summary>Looks at the clock: ends what has run out, pings what is quiet.</summary>
    public void Tick(DateTimeOffset now)
    {
        if (endsAt <= now)
        {
            Close(reason: null, allowReconnect: true);
        }
        else if (pingable && !held && time.GetElapsedTime(Volatile.Read(ref lastReceived)) >= times.ClientTimeout)
        {
            Close("The client was silent for too long.", allowReconnect: true);
        }
        else if (pingable && time.GetElapsedTime(Volatile.Read(ref lastSent)) >= times.KeepAliveInterval)
        {
            Send(Protocol.Ping);
        }
    }

    /// <summary>Gives up on what is still to be sent. When the task ends nothing touches the transport any more.</summary>
    public Task StopAsync() => outbox.StopAsync();
}

/// <summary>The intervals a connection lives by.</summary>
internal sealed record ConnectionTimes(TimeSpan KeepAliveInterval, TimeSpan ClientTimeout, TimeSpan TokenClockSkew);
