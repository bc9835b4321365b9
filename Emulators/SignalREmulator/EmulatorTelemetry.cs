using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SignalREmulator;

internal sealed class EmulatorTelemetry
{
    public static readonly ActivitySource Source = new(EmulatorApp.Name);

    private readonly UpDownCounter<long> connections;
    private readonly Counter<long> accepted;
    private readonly Counter<long> sent;
    private readonly Counter<long> dropped;

    public EmulatorTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(EmulatorApp.Name);
        connections = meter.CreateUpDownCounter<long>("signalr.connection.active", "{connection}", "Clients that have completed their handshake.");
        accepted = meter.CreateCounter<long>("signalr.message.accepted", "{message}", "Messages accepted over REST.");
        sent = meter.CreateCounter<long>("signalr.message.sent", "{message}", "Messages passed to a client's connection.");
        dropped = meter.CreateCounter<long>("signalr.connection.overflowed", "{connection}", "Clients dropped because too much waited for them.");
    }

    public void Connected(string protocol) => connections.Add(1, new KeyValuePair<string, object?>("signalr.protocol", protocol));

    public void Disconnected(string protocol) => connections.Add(-1, new KeyValuePair<string, object?>("signalr.protocol", protocol));

    public void Sent(string scope, int receivers)
    {
        accepted.Add(1, new KeyValuePair<string, object?>("signalr.scope", scope));
        sent.Add(receivers, new KeyValuePair<string, object?>("signalr.scope", scope));
    }

    public void Overflowed() => dropped.Add(1);
}
