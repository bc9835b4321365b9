namespace SignalREmulator.Upstream;

/// <summary>Something that happened to a connection, on its way to the address that took it.</summary>
/// <param name="InvocationId">Set when the client waits for an answer.</param>
internal sealed record UpstreamEvent(string Category, string Name, Uri Address, string MediaType, ReadOnlyMemory<byte> Body, string? InvocationId = null)
{
    public const string Connections = "connections";
    public const string Messages = "messages";
    public const string Connected = "connected";
    public const string Disconnected = "disconnected";
}
