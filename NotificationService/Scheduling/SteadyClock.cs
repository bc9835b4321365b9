namespace NotificationService.Scheduling;

/// <summary>The time of day at its creation, and from then on only forward: a clock that is set back must not make tenants wait.</summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset start = time.GetUtcNow();
    private readonly long started = time.GetTimestamp();

    public DateTimeOffset Now => start + time.GetElapsedTime(started);
}
