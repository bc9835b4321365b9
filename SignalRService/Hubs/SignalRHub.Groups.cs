using System.Globalization;

namespace SignalRService;

/// <content>Groups. A user's membership applies to every later connection of that user id; a connection's membership ends with the connection.</content>
public sealed partial class SignalRHub
{
    /// <summary>Adds the user's present and future connections to the group: <c>PUT /users/{user}/groups/{group}</c>.</summary>
    /// <param name="ttl">How long future connections join, in whole seconds (rounded up); zero for present ones only; null for as long as the service keeps it (a year, the 100 latest groups of a user).</param>
    public Task AddUserToGroupAsync(string userId, string group, TimeSpan? ttl = null, CancellationToken cancellationToken = default)
    {
        if (ttl is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(given, TimeSpan.Zero, nameof(ttl));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(given.TotalSeconds, int.MaxValue, nameof(ttl));
        }

        var seconds = ttl is null ? null : Math.Ceiling(ttl.Value.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return CallAsync(new("add_user_to_group", HttpMethod.Put, urls.UserGroup(userId, group), Query.Of("ttl", seconds)), cancellationToken);
    }

    /// <summary>Removes the user from the group, open connections included (they stay open): <c>DELETE /users/{user}/groups/{group}</c>.</summary>
    public Task RemoveUserFromGroupAsync(string userId, string group, CancellationToken cancellationToken = default) =>
        CallAsync(new("remove_user_from_group", HttpMethod.Delete, urls.UserGroup(userId, group), HubUrls.Version), cancellationToken);

    /// <summary><c>DELETE /users/{user}/groups</c>. Takes effect in the background: do not add the user again within the next second.</summary>
    public Task RemoveUserFromAllGroupsAsync(string userId, CancellationToken cancellationToken = default) =>
        CallAsync(new("remove_user_from_all_groups", HttpMethod.Delete, urls.UserGroups(userId), HubUrls.Version), cancellationToken);

    /// <summary><c>HEAD /users/{user}/groups/{group}</c>.</summary>
    public Task<bool> IsUserInGroupAsync(string userId, string group, CancellationToken cancellationToken = default) =>
        ExistsAsync(new("is_user_in_group", HttpMethod.Head, urls.UserGroup(userId, group), HubUrls.Version, NotFoundCode: ErrorCodes.UserNotInGroup), cancellationToken);

    /// <summary>Whether the group has a connection: <c>HEAD /groups/{group}</c>.</summary>
    public Task<bool> GroupExistsAsync(string group, CancellationToken cancellationToken = default) =>
        ExistsAsync(new("group_exists", HttpMethod.Head, urls.Group(group), HubUrls.Version, NotFoundCode: ErrorCodes.NoGroup), cancellationToken);

    /// <summary><c>PUT /groups/{group}/connections/{id}</c>.</summary>
    /// <returns>False when there is no such connection.</returns>
    public Task<bool> AddConnectionToGroupAsync(string connectionId, string group, CancellationToken cancellationToken = default) =>
        ExistsAsync(new("add_connection_to_group", HttpMethod.Put, urls.GroupConnection(group, connectionId), HubUrls.Version, NotFoundCode: ErrorCodes.NoConnectionToAdd), cancellationToken);

    /// <summary><c>DELETE /groups/{group}/connections/{id}</c>.</summary>
    public Task RemoveConnectionFromGroupAsync(string connectionId, string group, CancellationToken cancellationToken = default) =>
        CallAsync(new("remove_connection_from_group", HttpMethod.Delete, urls.GroupConnection(group, connectionId), HubUrls.Version, NotFoundCode: ErrorCodes.NoConnectionToAdd), cancellationToken);

    /// <summary><c>DELETE /connections/{id}/groups</c>.</summary>
    public Task RemoveConnectionFromAllGroupsAsync(string connectionId, CancellationToken cancellationToken = default) =>
        CallAsync(new("remove_connection_from_all_groups", HttpMethod.Delete, urls.ConnectionGroups(connectionId), HubUrls.Version), cancellationToken);
}
