using System.Buffers;

namespace SignalRService;

/// <summary>A growing byte buffer that returns its memory to the pool when it is disposed.</summary>
internal sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstSize = 512;
    private byte[] bytes = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int written;

    public ReadOnlySpan<byte> WrittenSpan => bytes.AsSpan(0, written);

    public ReadOnlyMemory<byte> WrittenMemory => bytes.AsMemory(0, written);

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return bytes.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(sizeHint);
        return bytes.AsSpan(written);
    }

    public void Dispose()
    {
        var returned = Interlocked.Exchange(ref bytes, []);
        if (returned.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(returned);
        }
    }

    private void MakeRoom(int sizeHint)
    {
        var wanted = Math.Max(sizeHint, 1);
        if (bytes.Length - written >= wanted)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(bytes.Length * 2, written + wanted));
        WrittenSpan.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(bytes);
        bytes = larger;
    }
}
