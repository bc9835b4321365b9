namespace NotificationService.Scheduling;

/// <summary>The time of day when it was made, and from there on only forward: a clock that is set back must not keep tenants waiting.</summary>
internal sealed class SteadyClock(TimeProvider time)
{
    private readonly DateTimeOffset start = time.GetUtcNow();
    private readonly long started = time.GetTimestamp();

    public DateTimeOffset Now => start + time.GetElapsedTime(started);
}
