using SignalREmulator.Connections;

namespace SignalREmulator.Sending;

/// <summary>One message in the bytes of each protocol, made for the first client of that protocol and then shared by all.</summary>
/// <param name="json">Makes the frame for clients of the JSON protocol; with an invocation id, a frame that asks for a result. Null: there is none.</param>
/// <param name="messagePack">The same for clients of the MessagePack protocol.</param>
internal sealed class OutgoingMessage(Func<string?, byte[]?> json, Func<string?, byte[]?> messagePack)
{
    private readonly Lazy<byte[]?> plainJson = new(() => json(null), LazyThreadSafetyMode.None);
    private readonly Lazy<byte[]?> plainMessagePack = new(() => messagePack(null), LazyThreadSafetyMode.None);

    /// <summary>A message for one client only, already in the bytes of its protocol.</summary>
    public static OutgoingMessage Of(byte[] frame) => new(_ => frame, _ => frame);

    /// <summary>A message whose sender made the frames for each protocol.</summary>
    /// <returns>Null if there is no frame, or an invalid one.</returns>
    public static OutgoingMessage? OfFrames(byte[]? json, byte[]? messagePack) =>
        (json is null && messagePack is null) || (json is not null && !JsonFrame.IsFrame(json)) || (messagePack is not null && !MessagePackFrame.AreFrames(messagePack))
            ? null
            : new OutgoingMessage(
                id => id is null || json is null ? json : JsonFrame.WithId(json, id),
                id => id is null || messagePack is null ? messagePack : MessagePackFrame.WithId(messagePack, id));

    /// <summary>Null if the sender provided nothing for that protocol.</summary>
    public byte[]? For(ClientProtocol protocol) => protocol == ClientProtocol.Json ? plainJson.Value : plainMessagePack.Value;

    /// <summary>The message as a call that the client has to answer. Null if the sender provided no call for that protocol.</summary>
    public byte[]? For(ClientProtocol protocol, string invocationId) => protocol == ClientProtocol.Json ? json(invocationId) : messagePack(invocationId);
}
