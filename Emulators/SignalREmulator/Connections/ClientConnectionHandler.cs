using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;
using SignalREmulator.Hubs;
using SignalREmulator.Quotas;
using SignalREmulator.Tokens;
using SignalREmulator.Upstream;

namespace SignalREmulator.Connections;

/// <summary>Handles one client: the handshake, then reading until either side ends the connection.</summary>
/// <remarks>
/// ASP.NET Core's own hub handler answers the handshake before the connection is registered, so a message sent right after
/// the client's <c>start()</c> may miss it. Here the connection is in its hub and its groups before the answer is sent.
/// </remarks>
internal sealed partial class ClientConnectionHandler(
    HubDirectory hubs, UpstreamSessions upstreams, IOptions<EmulatorOptions> options, EmulatorTelemetry telemetry, MessageQuota messages, TimeProvider time,
    ILogger<ClientConnectionHandler> logger) : ConnectionHandler
{
    /// <summary>The largest message accepted from a client, in bytes. It only bounds memory.</summary>
    private const int MaxMessageBytes = 1024 * 1024;

    private readonly EmulatorOptions options = options.Value;
    private readonly ConnectionTimes times = new(options.Value.KeepAliveInterval, options.Value.ClientTimeout, options.Value.TokenClockSkew);

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        using var slot = ConnectionSlot.Claim(connection.GetHttpContext());
        var identity = connection.Features.GetRequiredFeature<IConnectionUserFeature>().User!.Identities.OfType<ClientIdentity>().Single();
        if (await Handshake.ReceiveAsync(connection, identity.HandshakeTimeout ?? options.HandshakeTimeout, time) is not { } protocol)
        {
            Log.Refused(logger, connection.ConnectionId, identity.Hub.Value);
            return;
        }

        var client = new ClientConnection(connection, identity, protocol, times, options.MaxPendingBytes, time);
        var upstream = upstreams.Open(connection, client, identity);
        var hub = hubs[identity.Hub];
        hub.Connect(client);
        telemetry.Connected(protocol.Name);
        Log.Connected(logger, client.Id, identity.Hub.Value, protocol.Name);
        try
        {
            client.Open(Handshake.Accepted);
            upstream.Connected();
            if (messages.IsSpent)
            {
                client.Close(MessageQuota.Refusal, allowReconnect: true);
            }

            await Task.WhenAll(ListenAsync(client, upstream, identity.DetailedErrors), WakeWhenFinishedAsync(client));
        }
        catch (Exception exception) when (exception is IOException or WebSocketException or OperationCanceledException)
        {
            // The network ended the connection, not the client; the reaction is the same.
            Log.Broken(logger, client.Id, exception);
            client.EndReason = exception.Message;
        }
        finally
        {
            hub.Disconnect(client);
            client.Results.End();
            await client.StopAsync();
            upstream.Disconnected(client.EndReason);
            telemetry.Disconnected(protocol.Name);
            Log.Disconnected(logger, client.Id, identity.Hub.Value);
        }
    }

    private static async Task WakeWhenFinishedAsync(ClientConnection client)
    {
        await client.Finished;
        client.Input.CancelPendingRead();
    }

    private async Task ListenAsync(ClientConnection client, UpstreamSession upstream, bool detailed)
    {
        try
        {
            while (true)
            {
                var read = await client.Input.ReadAsync();
                var buffer = read.Buffer;
                try
                {
                    if (read.IsCanceled)
                    {
                        return;
                    }

                    client.Heard();
                    var unread = buffer;
                    while (client.Protocol.TryParse(ref buffer, out var message) || buffer.Length < unread.Length)
                    {
                        // A frame of an unknown type is consumed and is no message; the next one may be.
                        if (message is null)
                        {
                            unread = buffer;
                            continue;
                        }

                        if (message is CloseMessage goodbye)
                        {
                            client.EndReason = goodbye.Error;
                            client.StayAway();
                            return;
                        }

                        if (client.IsNew(message) && !await upstream.TryTakeAsync(message, unread.Slice(0, buffer.Start)))
                        {
                            Take(client, message);
                        }

                        unread = buffer;
                    }

                    if (read.IsCompleted)
                    {
                        return;
                    }

                    if (buffer.Length > MaxMessageBytes)
                    {
                        throw new InvalidDataException("The message is too large.");
                    }
                }
                catch (InvalidDataException exception)
                {
                    var detail = detailed ? $" {nameof(InvalidDataException)}: {exception.Message}" : "";
                    client.Close($"Connection closed with an error.{detail}", allowReconnect: false);
                    // The rest cannot be parsed either; only wait until the client has received the reason.
                    buffer = buffer.Slice(buffer.End);
                }
                finally
                {
                    client.Input.AdvanceTo(buffer.Start, buffer.End);
                }
            }
        }
        finally
        {
            // However reading ended, the writing half must not wait for more.
            _ = client.StopAsync();
        }
    }

    private void Take(ClientConnection client, HubMessage message)
    {
        // An answer is not a call, even if it comes too late.
        if (message is CompletionMessage completion)
        {
            client.Results.Answer(completion);
            return;
        }

        // Every call fails to bind here; pings and acknowledgements need no answer.
        if (message is PingMessage or AckMessage or SequenceMessage || options.ClientInvocations == ClientInvocationPolicy.Ignore)
        {
            return;
        }

        Log.InvocationRefused(logger, client.Id);
        client.Close("Client invocations are not taken in serverless mode without an upstream.", allowReconnect: false);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Connection {ConnectionId} of hub {Hub} opened with {Protocol}.")]
        public static partial void Connected(ILogger logger, string connectionId, string hub, string protocol);

        [LoggerMessage(2, LogLevel.Information, "Connection {ConnectionId} of hub {Hub} ended.")]
        public static partial void Disconnected(ILogger logger, string connectionId, string hub);

        [LoggerMessage(3, LogLevel.Information, "Connection {ConnectionId} to hub {Hub} did not get past its handshake.")]
        public static partial void Refused(ILogger logger, string connectionId, string hub);

        [LoggerMessage(4, LogLevel.Information, "Connection {ConnectionId} called the hub and is closed for it.")]
        public static partial void InvocationRefused(ILogger logger, string connectionId);

        [LoggerMessage(5, LogLevel.Debug, "Connection {ConnectionId} broke.")]
        public static partial void Broken(ILogger logger, string connectionId, Exception exception);
    }
}
