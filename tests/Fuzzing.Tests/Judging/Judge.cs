using System.Diagnostics;
using System.Globalization;

namespace Fuzzing.Tests.Judging;

/// <summary>
/// What no step of the work on one input may do: throw, take more than a second or allocate more than 64 MB. A step that seems to break a limit is done again,
/// and only the least of all attempts counts: a busy machine, a collection or the compiler must not look like a fault.
/// </summary>
internal static class Judge
{
    private const int Attempts = 4;
    private const long MaxBytes = 64 * 1024 * 1024;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(1);

    /// <param name="step">What is done, for the report.</param>
    /// <param name="work">May be repeated.</param>
    public static T Measure<T>(string step, Func<T> work)
    {
        var (bytes, time) = (long.MaxValue, TimeSpan.MaxValue);
        for (var attempt = 1; ; attempt++)
        {
            var (bytesBefore, began, cpuBefore) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            var result = work();
            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - bytesBefore);
            // The process has no other work, so its processor time is that of the step; it is never less. Wall time is, on an idle machine, no more.
            var wall = Stopwatch.GetElapsedTime(began);
            time = Min(time, wall <= MaxTime ? wall : Min(wall, Environment.CpuUsage.TotalTime - cpuBefore));
            if (bytes <= MaxBytes && time <= MaxTime)
            {
                return result;
            }

            if (attempt == Attempts)
            {
                throw new BrokenPromiseException(string.Create(CultureInfo.InvariantCulture, $"'{step}' takes {time.TotalSeconds:0.0} s and {bytes / 1_048_576} MB."));
            }
        }
    }

    public static void Holds(bool condition, string promise)
    {
        if (!condition)
        {
            throw new BrokenPromiseException(promise);
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
