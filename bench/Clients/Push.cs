namespace Bench.Clients;

/// <summary>A push as a client heard it. Times are of <see cref="System.Diagnostics.Stopwatch"/>, whose clock all processes of this machine share.</summary>
/// <param name="Version">What it tells of: the first <c>"version":</c> in it.</param>
/// <param name="Sent">When the server began to send, where it says so; else 0.</param>
/// <param name="Heard">When the client had it in hand.</param>
/// <param name="Bytes">Its length, without the WebSocket's few.</param>
internal readonly record struct Push(long Version, long Sent, long Heard, int Bytes)
{
    /// <summary>Reads only what is needed, the same few bytes for every peer: deserialising is a cost of clients, not of what is measured.</summary>
    public static Push Read(ReadOnlySpan<byte> record, long heard) => new(Number(record, "\"version\":"u8), Number(record, "\"sent\":"u8), heard, record.Length);

    private static long Number(ReadOnlySpan<byte> record, ReadOnlySpan<byte> name)
    {
        var at = record.IndexOf(name);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(record[(at + name.Length)..], out long number, out _) ? number : 0;
    }
}
