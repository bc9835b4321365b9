namespace SignalREmulator.Upstream;

/// <summary>An event of a connection, with the address of its upstream.</summary>
/// <param name="InvocationId">Set if the client waits for an answer.</param>
internal sealed record UpstreamEvent(string Category, string Name, Uri Address, string MediaType, ReadOnlyMemory<byte> Body, string? InvocationId = null)
{
    public const string Connections = "connections";
    public const string Messages = "messages";
    public const string Connected = "connected";
    public const string Disconnected = "disconnected";
}
