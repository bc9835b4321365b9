using System.Collections.Concurrent;

namespace SignalRService.Tests.Requests;

/// <summary>Real time, except that waits of a second or more end at once and are recorded. Tests assert on the recorded waits.</summary>
public sealed class AutoTimeProvider : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> delays = new();

    public IReadOnlyCollection<TimeSpan> Delays => delays;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // The time limit of a request (10 s) must not fire. Shorter waits are those between attempts.
        var isWait = dueTime >= TimeSpan.FromSeconds(1) && dueTime < TimeSpan.FromSeconds(10);
        if (isWait)
        {
            delays.Enqueue(dueTime);
        }

        return base.CreateTimer(callback, state, isWait ? TimeSpan.Zero : dueTime, period);
    }
}
