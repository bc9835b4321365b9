namespace SignalREmulator.Connections;

/// <summary>What happens to a client that calls the hub.</summary>
internal enum ClientInvocationPolicy
{
    /// <summary>The call is dropped. A caller that waits for a result waits for ever.</summary>
    Ignore,

    /// <summary>The caller is disconnected, with the reason.</summary>
    Disconnect,
}
