using SignalREmulator.Connections;
using SignalREmulator.Faults;

namespace SignalREmulator.Sending;

/// <summary>Hands one message to many connections. None of them can make it wait.</summary>
internal sealed partial class Broadcaster(EmulatorTelemetry telemetry, ActiveFaults faults, ILogger<Broadcaster> logger)
{
    /// <param name="scope">What the message was addressed to, for telemetry: <c>hub</c>, <c>user</c>, <c>group</c>, <c>connection</c>.</param>
    public void Send(string scope, ReadOnlySpan<ClientConnection> receivers, OutgoingMessage message, IReadOnlySet<string>? excluded = null)
    {
        using var activity = EmulatorTelemetry.Source.StartActivity("signalr.send", System.Diagnostics.ActivityKind.Producer);
        var sent = 0;
        var deliveries = faults.Deliveries;
        foreach (var receiver in receivers)
        {
            if (excluded?.Contains(receiver.Id) == true || message.For(receiver.Protocol) is not { } frame)
                continue;
            var result = deliveries is null ? receiver.Send(frame) : deliveries.Send(receiver, frame);
            if (result == PostResult.Posted)
            {
                sent++;
            }
            else if (result == PostResult.Full)
            {
                telemetry.Overflowed();
                Log.Overflowed(logger, receiver.Id);
            }
        }

        telemetry.Sent(scope, sent);
        activity?.SetTag("signalr.scope", scope).SetTag("signalr.receivers", sent);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Connection {ConnectionId} is too slow: more waited for it than is allowed, and it is dropped.")]
        public static partial void Overflowed(ILogger logger, string connectionId);
    }
}
