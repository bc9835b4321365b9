using SignalREmulator.Connections;

namespace SignalREmulator.Groups;

/// <summary>Connections, and a snapshot of them that is built once per change instead of once per message. Guarded by its hub's lock.</summary>
internal sealed class ConnectionSet
{
    private readonly HashSet<ClientConnection> members = [];
    private ClientConnection[]? snapshot;

    public bool IsEmpty => members.Count == 0;

    /// <summary>Never modified after it was returned.</summary>
    public ClientConnection[] Snapshot => snapshot ??= [.. members];

    public bool Add(ClientConnection connection)
    {
        if (!members.Add(connection))
        {
            return false;
        }

        snapshot = null;
        return true;
    }

    public bool Remove(ClientConnection connection)
    {
        if (!members.Remove(connection))
        {
            return false;
        }

        snapshot = null;
        return true;
    }

    public bool Contains(ClientConnection connection) => members.Contains(connection);
}
