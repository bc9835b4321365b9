using SignalREmulator.Connections;

namespace SignalREmulator.Faults;

/// <summary>Messages that are held back for a while. If their connection ends, they are dropped.</summary>
/// <remarks>Policy when full: beyond <see cref="MaxBytes"/> a message is sent at once, because losing it would be another fault.</remarks>
internal sealed class LateDeliveries(TimeProvider time)
{
    private const long MaxBytes = 64 * 1024 * 1024;

    private readonly TimeProvider time = time;
    private long bytes;
    private int count;

    /// <summary>How many messages are held back now.</summary>
    public int Count => Volatile.Read(ref count);

    /// <returns>False if too much is held back already.</returns>
    public bool TrySend(ClientConnection receiver, ReadOnlyMemory<byte> frame, TimeSpan delay)
    {
        if (Interlocked.Add(ref bytes, frame.Length) > MaxBytes)
        {
            Interlocked.Add(ref bytes, -frame.Length);
            return false;
        }

        Interlocked.Increment(ref count);
        _ = new Delivery(this, receiver, frame, delay);
        return true;
    }

    private sealed class Delivery
    {
        private readonly LateDeliveries owner;
        private readonly ClientConnection receiver;
        private readonly ReadOnlyMemory<byte> frame;
        private readonly ITimer timer;

        public Delivery(LateDeliveries owner, ClientConnection receiver, ReadOnlyMemory<byte> frame, TimeSpan delay)
        {
            this.owner = owner;
            this.receiver = receiver;
            this.frame = frame;
            // Started only after the field is set, because the shortest delays end at once.
            timer = owner.time.CreateTimer(static state => ((Delivery)state!).Deliver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(delay, Timeout.InfiniteTimeSpan);
        }

        private void Deliver()
        {
            timer.Dispose();
            receiver.Send(frame);
            Interlocked.Add(ref owner.bytes, -frame.Length);
            Interlocked.Decrement(ref owner.count);
        }
    }
}
