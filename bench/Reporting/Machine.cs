using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Bench.Reporting;

/// <summary>The machine of the measurement, and its load when bench began.</summary>
internal sealed record Machine(int Cores, string Processor, long MemoryBytes, string OperatingSystem, string DotNet, string? Node, string? LoadAverage, string FileLimit)
{
    public static async Task<Machine> DescribeAsync(CancellationToken cancellationToken) => new(
        Environment.ProcessorCount,
        Find("/proc/cpuinfo", "model name") ?? RuntimeInformation.ProcessArchitecture.ToString(),
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription,
        await NodeVersionAsync(cancellationToken),
        Read("/proc/loadavg")?.Split(' ')[..3] is { } loads ? string.Join(' ', loads) : null,
        Find("/proc/self/limits", "Max open files") is { } limits ? limits.Split(' ', StringSplitOptions.RemoveEmptyEntries)[0] : "unknown");

    public string Text => string.Create(
        CultureInfo.InvariantCulture,
        $"{Cores} cores, {Processor}, {MemoryBytes / (1024.0 * 1024 * 1024):0.0} GiB; {OperatingSystem}; {DotNet}; Node.js {Node ?? "not installed"}; open files {FileLimit}; load average at start {LoadAverage ?? "unknown"}");

    private static async Task<string?> NodeVersionAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            var version = await node.StandardOutput.ReadToEndAsync(cancellationToken);
            return version.Trim();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string? Find(string file, string name) => Read(file)?.Split('\n')
        .FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..].Trim('\t', ' ', ':');

    private static string? Read(string file) => File.Exists(file) ? File.ReadAllText(file) : null;
}
