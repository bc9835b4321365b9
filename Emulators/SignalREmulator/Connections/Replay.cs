using System.Buffers;

namespace SignalREmulator.Connections;

/// <summary>
/// What a client that may resume was sent and has not acknowledged: messages count from 1, and a client that comes back is sent these again
/// (hub protocol specification, "Ack" and "Sequence"). Guarded by its outbox's lock.
/// </summary>
internal sealed class Replay(ClientProtocol protocol, int capacity)
{
    private readonly Queue<(ReadOnlyMemory<byte> Frames, long First, int Count)> unacknowledged = new();
    private long next = 1;
    private long bytes;

    /// <returns>False when too much is unacknowledged already.</returns>
    public bool TryAdd(ReadOnlyMemory<byte> frames)
    {
        // One may always be, or one larger than the bound could never be sent.
        if (unacknowledged.Count > 0 && bytes + frames.Length > capacity)
        {
            return false;
        }

        var count = protocol.Count(frames.Span);
        unacknowledged.Enqueue((frames, next, count));
        next += count;
        bytes += frames.Length;
        return true;
    }

    public void Acknowledge(long id)
    {
        // Of several that were sent as one, the last counts: a client drops what it has had already.
        while (unacknowledged.TryPeek(out var oldest) && oldest.First + oldest.Count - 1 <= id)
        {
            bytes -= oldest.Frames.Length;
            unacknowledged.Dequeue();
        }
    }

    /// <summary>Where the client is to go on counting, and everything from there on.</summary>
    public byte[] FromHere()
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write(protocol.Sequence(unacknowledged.TryPeek(out var oldest) ? oldest.First : next));
        foreach (var (frames, _, _) in unacknowledged)
        {
            buffer.Write(frames.Span);
        }

        return buffer.WrittenSpan.ToArray();
    }
}
