using SignalREmulator.Connections;
using SignalREmulator.Filters;
using SignalREmulator.Groups;

namespace SignalREmulator.Hubs;

/// <summary>
/// What one hub knows: its open connections, whom they belong to, which groups they are in, and which groups its users
/// will be put into when they come. Nothing in it refers to another hub, which is what keeps hubs apart.
/// </summary>
/// <remarks>
/// Changes happen under one lock and are quick; what is sent goes out over a snapshot, outside the lock.
/// A change that returned is seen by every send that starts after it.
/// </remarks>
internal sealed class Hub(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, ClientConnection> byId = new(StringComparer.Ordinal);
    private readonly ConnectionSet everyone = new();
    private readonly ConnectionSets users = new();
    private readonly ConnectionSets groups = new();
    private readonly UserGroups remembered = new(time);

    /// <summary>Takes the connection in and puts it into its user's remembered groups, in one step.</summary>
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

    /// <summary>Takes the connection out of everything. Doing it again does nothing.</summary>
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

    /// <returns>False when there is no such connection. One that was not in the group is fine.</returns>
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
    /// Puts the user's open connections into the group, and remembers the user for connections still to come:
    /// for <paramref name="timeToLive"/>, or for a year when none is given, or not at all when it is zero.
    /// </summary>
    /// <returns>False when the user has no open connection, which is no failure.</returns>
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

    /// <summary>Forgets the user's membership and takes the user's open connections out of the group. They stay open.</summary>
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

    /// <summary>Finds the connections that a filter selects and changes their memberships, as one step.</summary>
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

    /// <summary>Closes a connection from this side. It may come back.</summary>
    public void Close(ClientConnection connection, string? reason)
    {
        // Gone for every later call, though the client may take its time to leave.
        Disconnect(connection);
        connection.Close(reason, allowReconnect: true);
    }

    /// <summary>True while the membership is remembered, or an open connection of the user is in the group (a membership of <c>ttl=0</c>, or one whose time ran out).</summary>
    public bool IsUserInGroup(string group, string user)
    {
        lock (gate)
        {
            return remembered.Contains(user, group) || users.Snapshot(user).Any(connection => groups.Contains(group, connection));
        }
    }

    /// <summary>Drops what nobody can ask for any more.</summary>
    public void ForgetExpired()
    {
        lock (gate)
        {
            remembered.ForgetExpired();
        }
    }
}
