using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Abstractions;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Features;
using Microsoft.AspNetCore.SignalR.Protocol;
using SignalREmulator.ClientResults;
using SignalREmulator.Tokens;

namespace SignalREmulator.Connections;

/// <summary>One client after its handshake. All members may be called from any thread and return at once.</summary>
internal sealed class ClientConnection
{
    private readonly ConnectionContext context;
    private readonly ConnectionTimes times;
    private readonly TimeProvider time;
    private readonly Outbox outbox;
    private readonly IStatefulReconnectFeature? resumption;
    private readonly Received? received;
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
        resumption = context.Features.Get<IStatefulReconnectFeature>();
        outbox = new Outbox(context.Transport.Output, capacity, resumption is null ? null : new Replay(protocol, capacity));
        if (resumption is not null)
        {
            received = new Received();
            resumption.OnReconnected(Resume);
        }

        Id = context.ConnectionId;
        UserId = identity.UserId;
        Protocol = protocol;
        lastReceived = lastSent = time.GetTimestamp();
        // A waiting poll is a sign of life by itself, and it is unknown when the next one comes.
        pingable = context.Features.Get<IConnectionInherentKeepAliveFeature>()?.HasInherentKeepAlive != true;
        // Each request of the other transports has its own token check, so these connections end with the token.
        var outlivesToken = context.Features.Get<IHttpTransportFeature>()?.TransportType is null or HttpTransportType.WebSockets;
        endsAt = identity.CloseAt ?? (outlivesToken ? null : identity.TokenExpires + times.TokenClockSkew);
    }

    public string Id { get; }

    public string? UserId { get; }

    public ClientProtocol Protocol { get; }

    /// <summary>Why the connection ends, if the client did not end it: the first reason given.</summary>
    public string? EndReason
    {
        get => Volatile.Read(ref endReason);
        set => Interlocked.CompareExchange(ref endReason, value, null);
    }

    /// <summary>The calls over REST that the client has not answered yet.</summary>
    public PendingResults Results { get; } = new();

    public PipeReader Input => context.Transport.Input;

    /// <summary>Completes when nothing more can be sent.</summary>
    public Task Finished => outbox.Finished;

    /// <summary>Sends the handshake's answer, then everything that was sent to the connection since it joined its hub.</summary>
    public void Open(ReadOnlyMemory<byte> handshakeAnswer) => outbox.Open(handshakeAnswer);

    /// <returns><see cref="PostResult.Full"/> once, for the first frame that does not fit: the connection is then dropped.</returns>
    /// <param name="rounds">Writes the frame when its turn comes, for one of many receivers; null to write it at once.</param>
    public PostResult Send(ReadOnlyMemory<byte> frame, OutboxRounds? rounds = null) => Post(frame, isMessage: true, rounds);

    private PostResult Post(ReadOnlyMemory<byte> frame, bool isMessage, OutboxRounds? rounds = null)
    {
        Volatile.Write(ref lastSent, time.GetTimestamp());
        var result = outbox.Post(frame, isMessage, rounds);
        if (result != PostResult.Full)
        {
            return result;
        }

        // Without a Close frame, which would wait behind everything else.
        if (Interlocked.Exchange(ref overflowed, 1) != 0)
        {
            return PostResult.Ended;
        }

        Abort("The client is too slow.");
        return PostResult.Full;
    }

    /// <summary>Ends the transport without a Close frame.</summary>
    public void Abort(string reason)
    {
        EndReason = reason;
        StayAway();
        context.Abort(new ConnectionAbortedException(reason));
        _ = outbox.StopAsync();
    }

    /// <summary>True while nothing is read from the client.</summary>
    public bool IsHeld => held;

    /// <summary>Nothing is read from the client for now, so its silence does not count.</summary>
    public void Hold() => held = true;

    public void Release()
    {
        Heard();
        held = false;
    }

    public void Heard() => Volatile.Write(ref lastReceived, time.GetTimestamp());

    /// <summary>False for repeated messages of a resumed client, and for messages that only count.</summary>
    public bool IsNew(HubMessage message)
    {
        if (received is null)
        {
            return true;
        }

        if (message is not AckMessage acknowledgement)
        {
            return received.IsNew(message);
        }

        outbox.Acknowledge(acknowledgement.SequenceId);
        return false;
    }

    /// <summary>The client must not resume this connection.</summary>
    public void StayAway() => resumption?.DisableReconnect();

    /// <summary>Tells the client why the connection closes and whether to reconnect, after everything sent before. Calling it again has no effect.</summary>
    /// <remarks>Does not wait for a client that does not read its last frames: the transports' own time-out ends the write.</remarks>
    public void Close(string? reason, bool allowReconnect)
    {
        EndReason = reason;
        StayAway();
        outbox.End(Protocol.Close(reason, allowReconnect));
    }

    /// <summary>Checks the time: ends what has expired, and pings quiet connections.</summary>
    public void Tick(DateTimeOffset now)
    {
        if (received?.Acknowledge() is { } last)
        {
            Post(Protocol.Acknowledge(last), isMessage: false);
        }

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
            Post(Protocol.Ping, isMessage: false);
        }
    }

    /// <summary>Drops what is still to be sent. When the task ends, nothing uses the transport any more.</summary>
    public Task StopAsync() => outbox.StopAsync();

    private Task Resume(PipeWriter output)
    {
        received!.Resume();
        outbox.Resume(output);
        return Task.CompletedTask;
    }
}

/// <summary>The intervals of a connection.</summary>
internal sealed record ConnectionTimes(TimeSpan KeepAliveInterval, TimeSpan ClientTimeout, TimeSpan TokenClockSkew);
