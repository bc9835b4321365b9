namespace SignalREmulator.Faults;

/// <summary>
/// A clock that can be set wrong. It changes the time of day, and with it the expiry of tokens, temporary keys and memberships.
/// Intervals (keep-alive, silence, delays) do not change, as on a machine whose clock is wrong.
/// </summary>
internal sealed class SkewableTime(TimeProvider inner) : TimeProvider
{
    private long skewTicks;

    public TimeSpan Skew
    {
        get => new(Volatile.Read(ref skewTicks));
        set => Volatile.Write(ref skewTicks, value.Ticks);
    }

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Skew;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
}
