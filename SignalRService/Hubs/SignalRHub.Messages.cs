using System.Text.Json.Serialization.Metadata;

namespace SignalRService;

/// <content>Messages. Success means that the service accepted the message, not that any client received it.</content>
public sealed partial class SignalRHub
{
    /// <summary>Calls <paramref name="target"/> with one argument on every connection of the group: <c>POST /groups/{group}/:send</c>.</summary>
    public Task SendToGroupAsync<T>(string group, string target, T argument, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken = default) =>
        SendAsync("send_to_group", urls.SendToGroup(group), null, target, argument, typeInfo, cancellationToken);

    /// <param name="excluded">Connection ids that do not get the message.</param>
    /// <inheritdoc cref="SendToGroupAsync{T}(string, string, T, JsonTypeInfo{T}, CancellationToken)"/>
    public Task SendToGroupAsync<T>(
        string group, string target, T argument, JsonTypeInfo<T> typeInfo, IReadOnlyCollection<string> excluded, CancellationToken cancellationToken = default) =>
        SendAsync("send_to_group", urls.SendToGroup(group), excluded, target, argument, typeInfo, cancellationToken);

    /// <summary>The same for all connections of a user: <c>POST /users/{user}/:send</c>.</summary>
    public Task SendToUserAsync<T>(string userId, string target, T argument, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken = default) =>
        SendAsync("send_to_user", urls.SendToUser(userId), null, target, argument, typeInfo, cancellationToken);

    /// <summary>The same for one connection: <c>POST /connections/{id}/:send</c>.</summary>
    public Task SendToConnectionAsync<T>(string connectionId, string target, T argument, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken = default) =>
        SendAsync("send_to_connection", urls.SendToConnection(connectionId), null, target, argument, typeInfo, cancellationToken);

    /// <summary>The same for everyone in the hub: <c>POST /:send</c>.</summary>
    /// <param name="excluded">Connection ids that do not get the message; null for none.</param>
    public Task BroadcastAsync<T>(
        string target, T argument, JsonTypeInfo<T> typeInfo, IReadOnlyCollection<string>? excluded = null, CancellationToken cancellationToken = default) =>
        SendAsync("broadcast", urls.Broadcast, excluded, target, argument, typeInfo, cancellationToken);
}
