using System.Collections.Concurrent;

namespace SignalRService.Tests.Requests;

/// <summary>Real time, but waits of a second and more end at once and are remembered: what was to be waited is asserted, nothing is waited for.</summary>
public sealed class AutoTimeProvider : TimeProvider
{
    private readonly ConcurrentQueue<TimeSpan> delays = new();

    public IReadOnlyCollection<TimeSpan> Delays => delays;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        // The request's own limit (10 s) must not fire; what lies between is a wait between attempts.
        var isWait = dueTime >= TimeSpan.FromSeconds(1) && dueTime < TimeSpan.FromSeconds(10);
        if (isWait)
        {
            delays.Enqueue(dueTime);
        }

        return base.CreateTimer(callback, state, isWait ? TimeSpan.Zero : dueTime, period);
    }
}
