using System.Diagnostics;

namespace EndToEnd.Tests.Faults.Watching;

/// <summary>When which version of a tenant was acknowledged to its writer: what staleness is measured against.</summary>
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

    /// <summary>How long the oldest write in (<paramref name="from"/>, <paramref name="to"/>] had been acknowledged by now; zero when none was yet.</summary>
    public TimeSpan AgeOfOldest(long from, long to)
    {
        lock (gate)
        {
            // Acknowledged roughly in the order of version, and asked for the latest: from the end on, until well before what was asked for.
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
