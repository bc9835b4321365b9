using System.Diagnostics;

namespace Bench.Measuring;

internal static class WorstSecond
{
    /// <summary>The most that happened within any second, whenever that began.</summary>
    /// <param name="times">In order; ticks of <see cref="Stopwatch"/>.</param>
    public static int Of(IReadOnlyList<long> times)
    {
        var (most, first) = (0, 0);
        for (var index = 0; index < times.Count; index++)
        {
            while (times[index] - times[first] >= Stopwatch.Frequency)
            {
                first++;
            }

            most = Math.Max(most, index - first + 1);
        }

        return most;
    }

    /// <summary>For the client with the highest number, not for all together.</summary>
    public static int OfAll(IEnumerable<IReadOnlyList<long>> clients) => clients.Select(Of).DefaultIfEmpty().Max();
}
