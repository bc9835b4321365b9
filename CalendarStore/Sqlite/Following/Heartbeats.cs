namespace CalendarStore.Sqlite.Following;

/// <summary>
/// Which instances are alive, as one of them sees it: another is dead when its count has stood still for a lease time on the watcher's own clock, which only ever goes
/// forward. So no two clocks are compared, and no clock that is set can end a lease or prolong one.
/// </summary>
internal sealed class Heartbeats(TimeSpan leaseTime, TimeProvider time)
{
    private readonly Dictionary<string, (long Beat, long Since)> seen = new(StringComparer.Ordinal);
    private long lastLook = time.GetTimestamp();

    /// <param name="beats">Each instance's count as it is now.</param>
    public IReadOnlyList<string> Dead(IReadOnlyDictionary<string, long> beats)
    {
        // An instance that did not look for so long was itself held up, perhaps with the whole machine, and cannot know whether others were.
        if (time.GetElapsedTime(lastLook) >= leaseTime)
        {
            seen.Clear();
        }

        lastLook = time.GetTimestamp();
        foreach (var (instance, beat) in beats)
        {
            if (!seen.TryGetValue(instance, out var last) || last.Beat != beat)
            {
                seen[instance] = (beat, lastLook);
            }
        }

        foreach (var gone in seen.Keys.Except(beats.Keys).ToList())
        {
            seen.Remove(gone);
        }

        return [.. seen.Where(instance => time.GetElapsedTime(instance.Value.Since, lastLook) >= leaseTime).Select(instance => instance.Key)];
    }
}
