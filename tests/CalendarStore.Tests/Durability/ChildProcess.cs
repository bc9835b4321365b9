using System.Diagnostics;
using System.Globalization;

namespace CalendarStore.Tests.Durability;

/// <summary>A second process that writes to a store; see <see cref="ChildProgram"/>.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    private ChildProcess(Process process) => this.process = process;

    public static async Task<ChildProcess> StartAsync(string connectionString, int count, int writers, CancellationToken cancellationToken)
    {
        var assembly = typeof(ChildProcess).Assembly.Location;
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[] { assembly, ChildProgram.Switch, connectionString, Text(count), Text(writers) })
        {
            start.ArgumentList.Add(argument);
        }

        var child = new ChildProcess(Process.Start(start)!);
        Assert.Equal("ready", await child.process.StandardOutput.ReadLineAsync(cancellationToken));
        return child;
    }

    public Task BeginAsync(CancellationToken cancellationToken) => process.StandardInput.WriteLineAsync("go".AsMemory(), cancellationToken);

    /// <returns>The event and the tenant's version; null when the process is gone, a line cut off by its end included.</returns>
    public async Task<(string Event, long Version)?> ReadAcknowledgedAsync(CancellationToken cancellationToken) =>
        (await process.StandardOutput.ReadLineAsync(cancellationToken))?.Split(' ') is [var item, var version]
            ? (item, long.Parse(version, CultureInfo.InvariantCulture))
            : null;

    /// <summary>SIGKILL: it does not get to finish anything.</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.WaitForExit();
        process.Dispose();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
