using SignalREmulator.Connections;
using SignalREmulator.Filters;
using SignalREmulator.Groups;

namespace SignalREmulator.Hubs;

/// <summary>
/// The state of one hub: its open connections, their users and groups, and the groups that its users
/// will join when they connect. It has no reference to another hub, which keeps hubs separate.
/// </summary>
/// <remarks>
/// Changes are quick and happen under one lock; messages are sent to a snapshot, outside the lock.
/// Every send that starts after a change has returned sees that change.
/// </remarks>
internal sealed class Hub(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ClientConnection> byId = new(StringComparer.Ordinal);
    private readonly ConnectionSet everyone = new();
    private readonly ConnectionSets users = new();
    private readonly ConnectionSets groups = new();
    private readonly UserGroups remembered = new(time);

    /// <summary>Adds the connection and puts it into its user's stored groups, in one step.</summary>
    public void Connect(ClientConnection connection)
    {
        lock (gate)
        {
            byId[connection.Id] = connection;
            everyone.Add(connection);
            if (connection.UserId is not { } user)
            {
                return;
            }

            users.Add(user, connection);
            foreach (var group in remembered.Of(user))
            {
                groups.Add(group, connection);
            }
        }
    }

    /// <summary>Removes the connection from everything. Calling it again has no effect.</summary>
    public void Disconnect(ClientConnection connection)
    {
        lock (gate)
        {
            byId.Remove(connection.Id);
            everyone.Remove(connection);
            users.RemoveEverywhere(connection);
            groups.RemoveEverywhere(connection);
        }
    }

    public ClientConnection? Connection(string id)
    {
        lock (gate)
        {
            return byId.GetValueOrDefault(id);
        }
    }

    public ClientConnection[] Everyone()
    {
        lock (gate)
        {
            return everyone.Snapshot;
        }
    }

    public ClientConnection[] OfUser(string user)
    {
        lock (gate)
        {
            return users.Snapshot(user);
        }
    }

    public ClientConnection[] InGroup(string group)
    {
        lock (gate)
        {
            return groups.Snapshot(group);
        }
    }

    /// <returns>False when there is no such connection.</returns>
    public bool AddToGroup(string group, string connectionId)
    {
        lock (gate)
        {
            if (!byId.TryGetValue(connectionId, out var connection))
            {
                return false;
            }

            groups.Add(group, connection);
            return true;
        }
    }

    /// <returns>False when there is no such connection. A connection that is not in the group is no error.</returns>
    public bool RemoveFromGroup(string group, string connectionId)
    {
        lock (gate)
        {
            if (!byId.TryGetValue(connectionId, out var connection))
            {
                return false;
            }

            groups.Remove(group, connection);
            return true;
        }
    }

    /// <inheritdoc cref="RemoveFromGroup" path="/returns"/>
    public bool RemoveFromAllGroups(string connectionId)
    {
        lock (gate)
        {
            if (!byId.TryGetValue(connectionId, out var connection))
            {
                return false;
            }

            groups.RemoveEverywhere(connection);
            return true;
        }
    }

    /// <summary>
    /// Adds the user's open connections to the group, and stores the membership for future connections:
    /// for <paramref name="timeToLive"/>, for a year if it is null, or not at all if it is zero.
    /// </summary>
    /// <returns>False when the user has no open connection, which is no error.</returns>
    public bool AddUserToGroup(string group, string user, TimeSpan? timeToLive)
    {
        lock (gate)
        {
            remembered.Add(user, group, timeToLive);
            var open = users.Snapshot(user);
            foreach (var connection in open)
            {
                groups.Add(group, connection);
            }

            return open.Length > 0;
        }
    }

    /// <summary>Removes the user's membership and the user's open connections from the group. The connections stay open.</summary>
    public void RemoveUserFromGroup(string group, string user)
    {
        lock (gate)
        {
            remembered.Remove(user, group);
            foreach (var connection in users.Snapshot(user))
            {
                groups.Remove(group, connection);
            }
        }
    }

    /// <inheritdoc cref="RemoveUserFromGroup"/>
    public void RemoveUserFromAllGroups(string user)
    {
        lock (gate)
        {
            remembered.RemoveAll(user);
            foreach (var connection in users.Snapshot(user))
            {
                groups.RemoveEverywhere(connection);
            }
        }
    }

    /// <summary>Finds the connections that a filter selects and changes their memberships, in one step.</summary>
    public ClientConnection[] Change(ConnectionFilter filter, IReadOnlyList<GroupChange> changes)
    {
        lock (gate)
        {
            var selected = Array.FindAll(everyone.Snapshot, connection => filter.Selects(new FilterSubject(connection.Id, connection.UserId, groups.NamesOf(connection))));
            foreach (var change in changes)
            {
                foreach (var connection in selected)
                {
                    if (change.Joins)
                    {
                        groups.Add(change.Group, connection);
                    }
                    else
                    {
                        groups.Remove(change.Group, connection);
                    }
                }
            }

            return selected;
        }
    }

    /// <summary>Closes a connection from this side. The client may reconnect.</summary>
    public void Close(ClientConnection connection, string? reason)
    {
        // Later calls no longer find it, even if the client takes its time to disconnect.
        Disconnect(connection);
        connection.Close(reason, allowReconnect: true);
    }

    /// <summary>True while the membership is stored, or while an open connection of the user is in the group (a membership of <c>ttl=0</c>, or an expired one).</summary>
    public bool IsUserInGroup(string group, string user)
    {
        lock (gate)
        {
            return remembered.Contains(user, group) || users.Snapshot(user).Any(connection => groups.Contains(group, connection));
        }
    }

    /// <summary>Removes what has expired.</summary>
    public void ForgetExpired()
    {
        lock (gate)
        {
            remembered.ForgetExpired();
        }
    }
}
