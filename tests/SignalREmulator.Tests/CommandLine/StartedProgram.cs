using System.Diagnostics;
using System.Text;

namespace SignalREmulator.Tests.CommandLine;

/// <summary>The emulator as a process of its own, up to its connection string and beyond.</summary>
internal sealed class StartedProgram : IAsyncDisposable
{
    private readonly Process process;
    private readonly StringBuilder said = new();

    private StartedProgram(Process process) => this.process = process;

    /// <summary>Where it listens, and the whole line that says so.</summary>
    public string Address { get; private set; } = "";

    public string ConnectionString { get; private set; } = "";

    public static Task<StartedProgram> StartAsync(params string[] args) => StartAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "SignalREmulator.dll"), .. args]);

    public static async Task<StartedProgram> StartAsync(string program, string[] args, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var started = new StartedProgram(Process.Start(start)!);
        while (await started.process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().Soon() is { } line)
        {
            started.said.AppendLine(line);
            if (!line.StartsWith("Endpoint=", StringComparison.Ordinal))
            {
                continue;
            }

            started.ConnectionString = line;
            started.Address = line.Split(';')[0]["Endpoint=".Length..];
            return started;
        }

        await started.DisposeAsync();
        throw new InvalidOperationException($"It ended without a connection string:\n{started.said}");
    }

    /// <summary>Asks it to end, as a container's host or Ctrl+C does.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> StopAsync(string signal = "TERM")
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken).Soon();
        // Its last lines have to go somewhere, or it would wait for a reader.
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).Soon();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).Soon();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).Soon();
        }

        process.Dispose();
    }
}
