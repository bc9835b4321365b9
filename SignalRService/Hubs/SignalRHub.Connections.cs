namespace SignalRService;

/// <content>Connections: existence and closing.</content>
public sealed partial class SignalRHub
{
    /// <summary>Whether the user has an open connection: <c>HEAD /users/{user}</c>.</summary>
    public Task<bool> UserExistsAsync(string userId, CancellationToken cancellationToken = default) =>
        ExistsAsync(new("user_exists", HttpMethod.Head, urls.User(userId), HubUrls.Version, NotFoundCode: ErrorCodes.NoUser), cancellationToken);

    /// <summary><c>HEAD /connections/{id}</c>.</summary>
    public Task<bool> ConnectionExistsAsync(string connectionId, CancellationToken cancellationToken = default) =>
        ExistsAsync(new("connection_exists", HttpMethod.Head, urls.Connection(connectionId), HubUrls.Version, NotFoundCode: ErrorCodes.NoConnection), cancellationToken);

    /// <summary>Closes all connections of the user: <c>POST /users/{user}/:closeConnections</c>.</summary>
    /// <param name="reason">The reason that the clients receive; null for none.</param>
    public Task CloseUserConnectionsAsync(string userId, string? reason = null, CancellationToken cancellationToken = default) =>
        CallAsync(new("close_user", HttpMethod.Post, urls.CloseUser(userId), Query.Of("reason", reason)), cancellationToken);

    /// <summary>Closes all connections of the group: <c>POST /groups/{group}/:closeConnections</c>.</summary>
    /// <inheritdoc cref="CloseUserConnectionsAsync"/>
    public Task CloseGroupConnectionsAsync(string group, string? reason = null, CancellationToken cancellationToken = default) =>
        CallAsync(new("close_group", HttpMethod.Post, urls.CloseGroup(group), Query.Of("reason", reason)), cancellationToken);

    /// <summary>Closes all connections of the hub: <c>POST /:closeConnections</c>.</summary>
    /// <param name="excluded">Connection ids that stay open; null for none.</param>
    /// <inheritdoc cref="CloseUserConnectionsAsync"/>
    public Task CloseAllConnectionsAsync(string? reason = null, IReadOnlyCollection<string>? excluded = null, CancellationToken cancellationToken = default) =>
        CallAsync(new("close_all", HttpMethod.Post, urls.CloseAll, Query.Excluding(excluded, reason)), cancellationToken);

    /// <summary><c>DELETE /connections/{id}</c>.</summary>
    /// <returns>False when there is no such connection.</returns>
    /// <inheritdoc cref="CloseUserConnectionsAsync"/>
    public Task<bool> CloseConnectionAsync(string connectionId, string? reason = null, CancellationToken cancellationToken = default) =>
        ExistsAsync(new("close_connection", HttpMethod.Delete, urls.Connection(connectionId), Query.Of("reason", reason), NotFoundCode: ErrorCodes.NoConnection), cancellationToken);
}
