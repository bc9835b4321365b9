using System.Globalization;
using Microsoft.Azure.SignalR.Protocol;
using SignalREmulator.Connections;
using SignalREmulator.Groups;
using SignalREmulator.Hubs;
using SignalREmulator.Tokens;

namespace SignalREmulator.ServerConnections;

/// <summary>The messages that change or query something: memberships, closing, existence, lists. Messages with an acknowledgement id are acknowledged.</summary>
internal sealed partial class ServerCalls(EntraTokens entra, SigningKeys keys, ILogger<ServerCalls> logger)
{
    private const string NotSupported = "The emulator does not support this over a server connection.";

    // The SDK's numbers; the SDK does not publish their names.
    private const int Ok = 1;
    private const int NotFound = 2;
    private const int Failed = 4;

    /// <summary>There is no status for an invalid argument; the SDK does not read this one as an answer.</summary>
    private const int Invalid = Failed;

    /// <returns>The answer for the server; null for none.</returns>
    public async ValueTask<ServiceMessage?> AnswerAsync(Hub hub, ServiceMessage message)
    {
        if (Carry(hub, message) is { } status)
        {
            return message is IAckableMessage asked ? new AckMessage(asked.AckId, status) : null;
        }

        switch (message)
        {
            case PingMessage ping:
                return Status(hub, ping);
            case GroupMemberQueryMessage query:
                return List(hub, query);
            case AccessKeyRequestMessage request:
                return await LendKeyAsync(request);
        }

        Log.Unsupported(logger, message.GetType().Name);
        return message switch
        {
            IAckableMessage asked => new AckMessage(asked.AckId, Failed, NotSupported),
            ClientInvocationMessage call => new ErrorCompletionMessage(call.InvocationId, call.ConnectionId, call.CallerServerId, NotSupported),
            _ => null,
        };
    }

    /// <returns>The status for the acknowledgement. Null if the message is none of these.</returns>
    private static int? Carry(Hub hub, ServiceMessage message) => message switch
    {
        JoinGroupMessage join => Join(hub, join.ConnectionId, join.GroupName),
        JoinGroupWithAckMessage join => Join(hub, join.ConnectionId, join.GroupName),
        LeaveGroupMessage leave => Leave(hub, leave.ConnectionId, leave.GroupName),
        LeaveGroupWithAckMessage leave => Leave(hub, leave.ConnectionId, leave.GroupName),
        UserJoinGroupMessage join => JoinUser(hub, join.UserId, join.GroupName, join.Ttl),
        UserJoinGroupWithAckMessage join => JoinUser(hub, join.UserId, join.GroupName, join.Ttl),
        UserLeaveGroupMessage leave => LeaveUser(hub, leave.UserId, leave.GroupName),
        UserLeaveGroupWithAckMessage leave => LeaveUser(hub, leave.UserId, leave.GroupName),
        CheckUserInGroupWithAckMessage ask => Found(hub.IsUserInGroup(ask.GroupName, ask.UserId)),
        CheckGroupExistenceWithAckMessage ask => Found(hub.InGroup(ask.GroupName).Length > 0),
        CheckUserExistenceWithAckMessage ask => Found(hub.OfUser(ask.UserId).Length > 0),
        CheckConnectionExistenceWithAckMessage ask => Found(hub.Connection(ask.ConnectionId) is not null),
        CloseConnectionMessage close => Close(hub, hub.Connection(close.ConnectionId) is { } connection ? [connection] : [], close.ErrorMessage),
        CloseUserConnectionsWithAckMessage close => Close(hub, hub.OfUser(close.UserId), close.Reason, close.ExcludedList),
        CloseGroupConnectionsWithAckMessage close => Close(hub, hub.InGroup(close.GroupName), close.Reason, close.ExcludedList),
        _ => null,
    };

    private static int Found(bool found) => found ? Ok : NotFound;

    private static int Join(Hub hub, string connectionId, string group) =>
        GroupName.IsValid(group) ? Found(hub.AddToGroup(group, connectionId)) : Invalid;

    /// <summary>Leaves the group, or all groups if none is named.</summary>
    private static int Leave(Hub hub, string connectionId, string? group) =>
        Found(string.IsNullOrEmpty(group) ? hub.RemoveFromAllGroups(connectionId) : hub.RemoveFromGroup(group, connectionId));

    private static int JoinUser(Hub hub, string user, string group, int? timeToLive)
    {
        if (!GroupName.IsValid(group) || timeToLive < 0)
        {
            return Invalid;
        }

        hub.AddUserToGroup(group, user, timeToLive is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        return Ok;
    }

    /// <inheritdoc cref="Leave"/>
    private static int LeaveUser(Hub hub, string user, string? group)
    {
        if (string.IsNullOrEmpty(group))
        {
            hub.RemoveUserFromAllGroups(user);
        }
        else
        {
            hub.RemoveUserFromGroup(group, user);
        }

        return Ok;
    }

    private static int Close(Hub hub, ClientConnection[] connections, string? reason, IReadOnlyList<string>? excluded = null)
    {
        foreach (var connection in connections)
        {
            if (excluded?.Contains(connection.Id, StringComparer.Ordinal) != true)
            {
                hub.Close(connection, string.IsNullOrEmpty(reason) ? null : reason);
            }
        }

        return Ok;
    }

    private static AckMessage List(Hub hub, GroupMemberQueryMessage query)
    {
        var size = Math.Clamp(query.MaxPageSize ?? MemberPage.MaxSize, 1, MemberPage.MaxSize);
        if (MemberPage.Of(hub.InGroup(query.GroupName), size, Math.Max(query.Top ?? int.MaxValue, 1), query.ContinuationToken) is not { } page)
        {
            return new AckMessage(query.AckId, Invalid, "The continuation token is not one of this list.");
        }

        var members = new GroupMemberQueryResponse
        {
            Members = [.. page.Members.Select(member => new GroupMember { ConnectionId = member.Id, UserId = member.UserId })],
            ContinuationToken = page.Next,
        };
        return new AckMessage(query.AckId, Ok) { Payload = ServerConnection.Payload(members) };
    }

    /// <summary>Servers ask whether the hub has clients, and stop sending to an endpoint that has had none for long.</summary>
    private static PingMessage? Status(Hub hub, PingMessage ping)
    {
        if (!ping.Messages.Contains("status", StringComparer.Ordinal))
        {
            return null;
        }

        var clients = hub.Everyone().Length;
        return new PingMessage { Messages = ["status", clients > 0 ? "1" : "0", "clientcount", clients.ToString(CultureInfo.InvariantCulture)] };
    }

    /// <summary>Issues the key with which a server that authenticates with Entra ID signs its clients' tokens.</summary>
    private async Task<AccessKeyResponseMessage> LendKeyAsync(AccessKeyRequestMessage request)
    {
        var refusal = request.Token is { } token && entra.Concerns(token) ? await entra.RefuseAsync(token, CancellationToken.None) : "The token is not of the authority that the emulator trusts.";
        if (refusal is not null)
        {
            return new AccessKeyResponseMessage { ErrorType = nameof(UnauthorizedAccessException), ErrorMessage = refusal };
        }

        var key = keys.IssueTemporary();
        return new AccessKeyResponseMessage(key.Id, key.Secret);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A server connection sent a {Message}, which the emulator does not support.")]
        public static partial void Unsupported(ILogger logger, string message);
    }
}
