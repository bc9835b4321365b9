using System.Diagnostics;

namespace Bench.Measuring;

/// <summary>What the system accounts to processes: CPU time (user and kernel) and resident memory.</summary>
internal readonly record struct ProcessUsage(TimeSpan Cpu, long ResidentBytes)
{
    public static ProcessUsage Of(params IReadOnlyList<int> processIds)
    {
        var sum = default(ProcessUsage);
        foreach (var id in processIds)
        {
            using var process = Process.GetProcessById(id);
            sum = new(sum.Cpu + process.TotalProcessorTime, sum.ResidentBytes + process.WorkingSet64);
        }

        return sum;
    }

    public static ProcessUsage OfThis() => Of(Environment.ProcessId);
}
