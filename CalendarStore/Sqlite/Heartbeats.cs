namespace CalendarStore.Sqlite;

/// <summary>
/// Who is alive, as one instance sees it: another is dead when its count has stood still for a lease time on the watcher's own clock, which only ever goes
/// forward. So no two clocks are compared, and no clock that is set can end a lease or prolong one.
/// </summary>
internal sealed class Heartbeats(TimeSpan leaseTime, TimeProvider timeProvider)
{
    private readonly Dictionary<string, (long Beat, long Since)> _seen = new(StringComparer.Ordinal);
    private long _lastLook = timeProvider.GetTimestamp();

    /// <param name="beats">Each instance's count as it is now.</param>
    public IReadOnlyList<string> Dead(IReadOnlyDictionary<string, long> beats)
    {
        // Who did not look for so long was itself held up, the machine perhaps, and cannot tell whether others were.
        if (timeProvider.GetElapsedTime(_lastLook) >= leaseTime)
        {
            _seen.Clear();
        }

        _lastLook = timeProvider.GetTimestamp();
        foreach (var (instance, beat) in beats)
        {
            if (!_seen.TryGetValue(instance, out var last) || last.Beat != beat)
            {
                _seen[instance] = (beat, _lastLook);
            }
        }

        foreach (var gone in _seen.Keys.Except(beats.Keys).ToList())
        {
            _seen.Remove(gone);
        }

        return [.. _seen.Where(instance => timeProvider.GetElapsedTime(instance.Value.Since, _lastLook) >= leaseTime).Select(instance => instance.Key)];
    }
}
