using System.Diagnostics;
using System.Globalization;

namespace LocalHosting.Tests;

/// <summary>Which processes there are, as /proc has it.</summary>
internal static class ProcessTable
{
    public static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            // A zombie has ended; only its parent has not asked yet.
            return !File.ReadAllText($"/proc/{processId}/stat").Contains(") Z", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or IOException)
        {
            return false;
        }
    }

    public static async Task GoneAsync(int processId, CancellationToken limit)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (IsAlive(processId))
        {
            await timer.WaitForNextTickAsync(limit);
        }
    }

    public static IReadOnlyList<int> ChildrenOf(int processId) =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => name!.All(char.IsAsciiDigit)).Select(name => int.Parse(name!, CultureInfo.InvariantCulture)).Where(candidate => ParentOf(candidate) == processId)];

    private static int? ParentOf(int processId)
    {
        try
        {
            // "pid (name) state ppid …", where the name may hold anything.
            var stat = File.ReadAllText($"/proc/{processId}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }
}
