using SignalREmulator.Connections;
using SignalREmulator.Faults;
using SignalREmulator.Quotas;

namespace SignalREmulator.Sending;

/// <summary>Sends one message to many connections. No connection can make it wait.</summary>
internal sealed partial class Broadcaster(EmulatorTelemetry telemetry, ActiveFaults faults, MessageQuota quota, OutboxRounds rounds, ILogger<Broadcaster> logger)
{
    /// <summary>The most receivers that the sender writes to itself; with more, rounds are faster.</summary>
    private const int Few = 8;

    /// <summary>In bytes. A larger frame gains nothing from waiting for others, and would keep much memory waiting.</summary>
    private const int Small = 4 * 1024;

    /// <param name="scope">The kind of receiver, for telemetry: <c>hub</c>, <c>user</c>, <c>group</c>, <c>connection</c>, <c>filter</c>.</param>
    /// <returns>How many connections accepted it.</returns>
    public int Send(string scope, ReadOnlySpan<ClientConnection> receivers, OutgoingMessage message, IReadOnlySet<string>? excluded = null)
    {
        using var activity = EmulatorTelemetry.Source.StartActivity("signalr.send", System.Diagnostics.ActivityKind.Producer);
        var sent = 0;
        var deliveries = faults.Deliveries;
        var units = 0L;
        var turns = receivers.Length > Few ? rounds : null;
        foreach (var receiver in receivers)
        {
            if (excluded?.Contains(receiver.Id) == true || message.For(receiver.Protocol) is not { } frame)
            {
                continue;
            }

            var result = deliveries is null ? receiver.Send(frame, frame.Length <= Small ? turns : null) : deliveries.Send(receiver, frame);
            if (result == PostResult.Posted)
            {
                sent++;
                if (quota.IsOn)
                {
                    units += MessageQuota.UnitsOf(frame.Length);
                }
            }
            else if (result == PostResult.Full)
            {
                telemetry.Overflowed();
                Log.Overflowed(logger, receiver.Id);
            }
        }

        if (units > 0)
        {
            quota.Count(units);
        }

        telemetry.Sent(scope, sent);
        activity?.SetTag("signalr.scope", scope).SetTag("signalr.receivers", sent);
        return sent;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Connection {ConnectionId} is too slow: too much waits for it, so it is dropped.")]
        public static partial void Overflowed(ILogger logger, string connectionId);
    }
}
