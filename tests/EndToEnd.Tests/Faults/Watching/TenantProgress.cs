using System.Diagnostics;

namespace EndToEnd.Tests.Faults.Watching;

/// <summary>When each version of a tenant was acknowledged to its writer. Staleness is the time since then.</summary>
internal sealed class TenantProgress
{
    private readonly Lock gate = new();
    private readonly List<(long Version, long At)> acknowledged = [];

    public void Acknowledge(long version)
    {
        var at = Stopwatch.GetTimestamp();
        lock (gate)
        {
            acknowledged.Add((version, at));
        }
    }

    /// <summary>How long ago the oldest write in (<paramref name="from"/>, <paramref name="to"/>] was acknowledged; zero when none of them is acknowledged yet.</summary>
    public TimeSpan AgeOfOldest(long from, long to)
    {
        lock (gate)
        {
            // Versions are acknowledged roughly in order, and callers ask for the latest. So the search begins at the end, and stops well below the first version that it looks for.
            var oldest = long.MaxValue;
            for (var index = acknowledged.Count - 1; index >= 0 && acknowledged[index].Version > from - 100; index--)
            {
                var (version, at) = acknowledged[index];
                if (version > from && version <= to)
                {
                    oldest = Math.Min(oldest, at);
                }
            }

            return oldest == long.MaxValue ? TimeSpan.Zero : Stopwatch.GetElapsedTime(oldest);
        }
    }
}
