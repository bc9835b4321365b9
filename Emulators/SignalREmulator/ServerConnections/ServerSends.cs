using Microsoft.Azure.SignalR.Protocol;
using SignalREmulator.Connections;
using SignalREmulator.Filters;
using SignalREmulator.Hubs;
using SignalREmulator.Sending;

namespace SignalREmulator.ServerConnections;

/// <summary>The messages for clients. They contain complete frames for each hub protocol and are not answered.</summary>
internal sealed partial class ServerSends(Broadcaster broadcaster, ILogger<ServerSends> logger)
{
    /// <returns>False if the message is not for clients.</returns>
    public bool TryTake(Hub hub, ServiceMessage message)
    {
        switch (message)
        {
            case BroadcastDataMessage all:
                Send("hub", hub, hub.Everyone(), all, all.ExcludedList);
                return true;
            case GroupBroadcastDataMessage group:
                Send("group", hub, WithoutUsers(hub.InGroup(group.GroupName), group.ExcludedUserList), group, group.ExcludedList);
                return true;
            case MultiGroupBroadcastDataMessage groups:
                // One after the other, as in ASP.NET Core: a connection that is in two of the groups gets it twice.
                foreach (var name in groups.GroupList)
                {
                    Send("group", hub, hub.InGroup(name), groups);
                }

                return true;
            case UserDataMessage user:
                Send("user", hub, hub.OfUser(user.UserId), user);
                return true;
            case MultiUserDataMessage users:
                foreach (var id in users.UserList)
                {
                    Send("user", hub, hub.OfUser(id), users);
                }

                return true;
            case MultiConnectionDataMessage connections:
                Send("connection", hub, [.. connections.ConnectionList.Select(hub.Connection).OfType<ClientConnection>()], connections);
                return true;
            default:
                return false;
        }
    }

    private void Send(string scope, Hub hub, ClientConnection[] receivers, MulticastDataMessage message, IReadOnlyList<string>? excluded = null)
    {
        if (OutgoingMessage.OfFrames(FramesOf(message, ClientProtocol.Json), FramesOf(message, ClientProtocol.MessagePack)) is not { } outgoing)
        {
            Log.NoFrames(logger, scope);
            return;
        }

        if (!string.IsNullOrEmpty(message.Filter))
        {
            // The server cannot be told about an invalid filter. A message for some clients must not go to all.
            if (ConnectionFilter.Parse(message.Filter, out var problem) is not { } filter)
            {
                Log.BadFilter(logger, scope, problem!);
                return;
            }

            receivers = [.. receivers.Intersect(hub.Change(filter, []))];
        }

        broadcaster.Send(scope, receivers, outgoing, excluded is { Count: > 0 } ? excluded.ToHashSet(StringComparer.Ordinal) : null);
    }

    private static byte[]? FramesOf(MulticastDataMessage message, ClientProtocol protocol) =>
        message.Payloads.TryGetValue(protocol.Name, out var frames) ? frames.ToArray() : null;

    private static ClientConnection[] WithoutUsers(ClientConnection[] connections, IReadOnlyList<string>? users) =>
        users is { Count: > 0 } ? Array.FindAll(connections, connection => connection.UserId is not { } user || !users.Contains(user, StringComparer.Ordinal)) : connections;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A message of scope {Scope} from a server connection has no frames for JSON or MessagePack clients, so nobody receives it.")]
        public static partial void NoFrames(ILogger logger, string scope);

        [LoggerMessage(2, LogLevel.Warning, "A message of scope {Scope} from a server connection has an invalid filter, so nobody receives it: {Problem}")]
        public static partial void BadFilter(ILogger logger, string scope, string problem);
    }
}
