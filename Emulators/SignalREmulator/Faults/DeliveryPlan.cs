using SignalREmulator.Connections;

namespace SignalREmulator.Faults;

/// <summary>Decides for each message and each of its receivers whether it is lost, late or neither.</summary>
internal sealed class DeliveryPlan(DeliveryFaults faults, Dice dice, LateDeliveries late, FaultCounters counters)
{
    /// <returns>The result for the frame: a late frame counts as posted, a lost one as <see cref="PostResult.Ended"/>, because nobody receives it.</returns>
    public PostResult Send(ClientConnection receiver, ReadOnlyMemory<byte> frame)
    {
        // Always the same number of random numbers, so that one message's result never changes the next one's.
        var (loss, lateness, length) = dice.Three();
        if (loss < faults.DropRate)
        {
            counters.Dropped();
            return PostResult.Ended;
        }

        if (lateness < faults.DelayRate && late.TrySend(receiver, frame, Delay(length)))
        {
            counters.Delayed();
            return PostResult.Posted;
        }

        return receiver.Send(frame);
    }

    private TimeSpan Delay(double length) => TimeSpan.FromMilliseconds(faults.DelayMinMs + (length * (faults.DelayMaxMs - faults.DelayMinMs)));
}
