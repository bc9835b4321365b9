using SignalREmulator.Filters;
using SignalREmulator.Groups;
using SignalREmulator.Hubs;
using SignalREmulator.Sending;

namespace SignalREmulator.Commands;

/// <summary>
/// The commands of one <c>:execute</c>. Who is meant and what becomes of their memberships is decided in one step, so no other call sees half of it;
/// then the messages go out in their order, and the connections are closed last. What stands behind a close has nobody left to act on.
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
