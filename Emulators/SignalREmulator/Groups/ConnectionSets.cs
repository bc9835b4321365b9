using System.Collections.Frozen;
using SignalREmulator.Connections;

namespace SignalREmulator.Groups;

/// <summary>Named sets of connections, searchable by set and by connection. Guarded by its hub's lock.</summary>
internal sealed class ConnectionSets
{
    private readonly Dictionary<string, ConnectionSet> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<ClientConnection, HashSet<string>> byConnection = [];

    public ClientConnection[] Snapshot(string name) => byName.TryGetValue(name, out var set) ? set.Snapshot : [];

    public bool Contains(string name, ClientConnection connection) => byName.TryGetValue(name, out var set) && set.Contains(connection);

    public IReadOnlySet<string> NamesOf(ClientConnection connection) => byConnection.TryGetValue(connection, out var names) ? names : FrozenSet<string>.Empty;

    public void Add(string name, ClientConnection connection)
    {
        if (!byName.TryGetValue(name, out var set))
        {
            byName[name] = set = new ConnectionSet();
        }

        if (!set.Add(connection))
        {
            return;
        }

        if (!byConnection.TryGetValue(connection, out var names))
        {
            byConnection[connection] = names = new HashSet<string>(StringComparer.Ordinal);
        }

        names.Add(name);
    }

    public void Remove(string name, ClientConnection connection)
    {
        if (!byConnection.TryGetValue(connection, out var names) || !names.Remove(name))
        {
            return;
        }

        if (names.Count == 0)
        {
            byConnection.Remove(connection);
        }

        RemoveFromSet(name, connection);
    }

    public void RemoveEverywhere(ClientConnection connection)
    {
        if (!byConnection.Remove(connection, out var names))
        {
            return;
        }

        foreach (var name in names)
        {
            RemoveFromSet(name, connection);
        }
    }

    private void RemoveFromSet(string name, ClientConnection connection)
    {
        var set = byName[name];
        set.Remove(connection);
        if (set.IsEmpty)
        {
            byName.Remove(name);
        }
    }
}
