using SignalREmulator.Filters;
using SignalREmulator.Groups;
using SignalREmulator.Hubs;
using SignalREmulator.Sending;

namespace SignalREmulator.Commands;

/// <summary>
/// The commands of one <c>:execute</c>. The receivers and their membership changes are decided in one step, so no other call sees half of it.
/// Then the messages are sent in their order, and the connections are closed last. Commands after a close have no connections left.
/// </summary>
internal sealed record CommandBatch(IReadOnlyList<GroupChange> Changes, IReadOnlyList<OutgoingMessage> Messages, bool Closes, string? Reason)
{
    public void Run(Hub hub, ConnectionFilter filter, Broadcaster broadcaster)
    {
        var selected = hub.Change(filter, Changes);
        foreach (var message in Messages)
        {
            broadcaster.Send("filter", selected, message);
        }

        if (!Closes)
        {
            return;
        }

        foreach (var connection in selected)
        {
            hub.Close(connection, Reason);
        }
    }
}
