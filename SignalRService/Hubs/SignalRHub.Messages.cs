using System.Text.Json.Serialization.Metadata;

namespace SignalRService;

/// <content>Messages. An answer means the service took it, not that anyone was there to hear it.</content>
public sealed partial class SignalRHub
{
    /// <summary>Has every connection of the group call <paramref name="target"/> with one argument: <c>POST /groups/{group}/:send</c>.</summary>
    public Task SendToGroupAsync<T>(string group, string target, T argument, JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken = default) =>
        SendAsync("send_to_group", urls.SendToGroup(group), null, target, argument, typeInfo, cancellationToken);

    /// <param name="excluded">Connection ids that are spared.</param>
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
    /// <param name="excluded">Connection ids that are spared; null for none.</param>
    public Task BroadcastAsync<T>(
        string target, T argument, JsonTypeInfo<T> typeInfo, IReadOnlyCollection<string>? excluded = null, CancellationToken cancellationToken = default) =>
        SendAsync("broadcast", urls.Broadcast, excluded, target, argument, typeInfo, cancellationToken);
}
