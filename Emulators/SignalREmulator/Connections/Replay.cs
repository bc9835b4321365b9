using System.Buffers;

namespace SignalREmulator.Connections;

/// <summary>
/// The messages to a client that may resume which it has not acknowledged. Messages count from 1, and a client that resumes gets these again
/// (hub protocol specification, "Ack" and "Sequence"). Guarded by its outbox's lock.
/// </summary>
internal sealed class Replay(ClientProtocol protocol, int capacity)
{
    private readonly Queue<(ReadOnlyMemory<byte> Frames, long First, int Count)> unacknowledged = new();
    private long next = 1;
    private long bytes;

    /// <returns>False if too much is unacknowledged already.</returns>
    public bool TryAdd(ReadOnlyMemory<byte> frames)
    {
        // One message may always be added; otherwise a message larger than the bound could never be sent.
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
        // Of several that were sent together, the last one counts: a client drops messages that it already has.
        while (unacknowledged.TryPeek(out var oldest) && oldest.First + oldest.Count - 1 <= id)
        {
            bytes -= oldest.Frames.Length;
            unacknowledged.Dequeue();
        }
    }

    /// <summary>The number from which the client continues counting, and all messages from there on.</summary>
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
