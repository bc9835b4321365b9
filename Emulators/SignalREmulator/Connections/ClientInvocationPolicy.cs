namespace SignalREmulator.Connections;

/// <summary>What happens when a client calls the hub.</summary>
internal enum ClientInvocationPolicy
{
    /// <summary>The call is ignored. A caller that waits for a result waits forever.</summary>
    Ignore,

    /// <summary>The caller is disconnected, with the reason.</summary>
    Disconnect,
}
