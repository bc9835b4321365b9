using System.Net.WebSockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.SignalR.Protocol;
using Microsoft.Extensions.Options;
using SignalREmulator.Connections;
using SignalREmulator.Hubs;

namespace SignalREmulator.ServerConnections;

/// <summary>
/// Handles one server connection: the handshake, then its messages in order, until either side ends it. Only connections that send
/// and carry no clients ("weak" ones) are accepted, as in serverless mode.
/// </summary>
internal sealed partial class ServerConnectionHandler(
    HubDirectory hubs, ServerSends sends, ServerCalls calls, IOptions<EmulatorOptions> options, TimeProvider time, ILogger<ServerConnectionHandler> logger) : ConnectionHandler
{
    private const int Weak = 2;

    /// <summary>The service's interval. Servers answer pings, and give up on the service after 30 s without one.</summary>
    private static readonly TimeSpan PingInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(30);

    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var name = ClientRequestRules.HubOf(connection.GetHttpContext()!)!.Value;
        connection.Features.GetRequiredFeature<ITransferFormatFeature>().ActiveFormat = TransferFormat.Binary;
        using var server = new ServerConnection(connection, time);
        try
        {
            await ServeAsync(server, name);
        }
        catch (Exception exception) when (exception is IOException or WebSocketException or OperationCanceledException)
        {
            // The network ended the connection, or the server stopped reading.
            Log.Broken(logger, server.Id, exception);
        }
    }

    private async Task ServeAsync(ServerConnection server, HubName name)
    {
        try
        {
            if (await RefuseAsync(server) is { } refusal)
            {
                Log.Refused(logger, server.Id, name.Value, refusal);
                await server.WriteAsync(new HandshakeResponseMessage(refusal));
                return;
            }

            await server.WriteAsync(new HandshakeResponseMessage { ConnectionId = server.Id });
            Log.Connected(logger, server.Id, name.Value);
            using var ended = new CancellationTokenSource();
            await Task.WhenAll(ListenAsync(server, hubs[name], ended), PingAsync(server, ended.Token));
            Log.Disconnected(logger, server.Id, name.Value);
        }
        catch (InvalidDataException exception)
        {
            Log.Malformed(logger, server.Id, exception.Message);
            await server.WriteAsync(new ServiceErrorMessage(exception.Message));
        }
    }

    /// <returns>The reason for a refusal, or null.</returns>
    private async Task<string?> RefuseAsync(ServerConnection server)
    {
        using var deadline = new CancellationTokenSource(options.Value.HandshakeTimeout, time);
        var refusal = "The handshake did not come.";
        try
        {
            await server.ReadAsync(
                message =>
                {
                    refusal = message switch
                    {
                        HandshakeRequestMessage { Version: var version } when version != ServerConnection.Version =>
                            $"Version {version} of the service protocol is not supported.",
                        HandshakeRequestMessage { ConnectionType: not Weak } =>
                            "This is serverless mode: server connections are taken that only send (the Management SDK's persistent transport), and none that carry clients (AddAzureSignalR).",
                        HandshakeRequestMessage => null,
                        _ => "The first message must be a handshake.",
                    };
                    return ValueTask.FromResult(false);
                },
                deadline.Token);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            // The same as no handshake.
        }

        return refusal;
    }

    private async Task ListenAsync(ServerConnection server, Hub hub, CancellationTokenSource ended)
    {
        try
        {
            await server.ReadAsync(async message =>
            {
                if (sends.TryTake(hub, message))
                {
                    return true;
                }

                if (await calls.AnswerAsync(hub, message) is { } answer)
                {
                    await server.WriteAsync(answer);
                }

                return true;
            });
        }
        finally
        {
            await ended.CancelAsync();
        }
    }

    private async Task PingAsync(ServerConnection server, CancellationToken ended)
    {
        using var timer = new PeriodicTimer(PingInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(ended))
            {
                if (server.Silence > ServerTimeout)
                {
                    server.Abort("The server was silent for too long.");
                }
                else
                {
                    await server.WriteAsync(new PingMessage(), ended);
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The connection has ended.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Server connection {ConnectionId} to hub {Hub} opened.")]
        public static partial void Connected(ILogger logger, string connectionId, string hub);

        [LoggerMessage(2, LogLevel.Information, "Server connection {ConnectionId} to hub {Hub} ended.")]
        public static partial void Disconnected(ILogger logger, string connectionId, string hub);

        [LoggerMessage(3, LogLevel.Warning, "Server connection {ConnectionId} to hub {Hub} was refused: {Reason}")]
        public static partial void Refused(ILogger logger, string connectionId, string hub, string reason);

        [LoggerMessage(4, LogLevel.Warning, "Server connection {ConnectionId} sent invalid data and is closed: {Reason}")]
        public static partial void Malformed(ILogger logger, string connectionId, string reason);

        [LoggerMessage(5, LogLevel.Debug, "Server connection {ConnectionId} broke.")]
        public static partial void Broken(ILogger logger, string connectionId, Exception exception);
    }
}
