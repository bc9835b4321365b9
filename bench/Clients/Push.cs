namespace Bench.Clients;

/// <summary>A push as a client received it. Times are of <see cref="System.Diagnostics.Stopwatch"/>, whose clock all processes of this machine share.</summary>
/// <param name="Version">The version that it announces: the first <c>"version":</c> in it.</param>
/// <param name="Sent">When the server began to send, if it says so; else 0.</param>
/// <param name="Heard">When the client had received it.</param>
/// <param name="Bytes">Its length, without WebSocket framing.</param>
internal readonly record struct Push(long Version, long Sent, long Heard, int Bytes)
{
    /// <summary>Reads only the needed bytes, the same for every peer: deserializing is a cost of clients, which is not measured here.</summary>
    public static Push Read(ReadOnlySpan<byte> record, long heard) => new(Number(record, "\"version\":"u8), Number(record, "\"sent\":"u8), heard, record.Length);

    private static long Number(ReadOnlySpan<byte> record, ReadOnlySpan<byte> name)
    {
        var at = record.IndexOf(name);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(record[(at + name.Length)..], out long number, out _) ? number : 0;
    }
}
