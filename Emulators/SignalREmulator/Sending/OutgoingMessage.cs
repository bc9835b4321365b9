using SignalREmulator.Connections;

namespace SignalREmulator.Sending;

/// <summary>One message in the bytes of each protocol, made when the first client of that protocol is met and then the same for all.</summary>
internal sealed class OutgoingMessage(Func<byte[]?> json, Func<byte[]?> messagePack)
{
    private readonly Lazy<byte[]?> json = new(json, LazyThreadSafetyMode.None);
    private readonly Lazy<byte[]?> messagePack = new(messagePack, LazyThreadSafetyMode.None);

    /// <summary>Null when the sender provided nothing for that protocol.</summary>
    public byte[]? For(ClientProtocol protocol) => protocol == ClientProtocol.Json ? json.Value : messagePack.Value;
}
