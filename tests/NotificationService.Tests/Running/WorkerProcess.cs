using System.Diagnostics;
using System.Globalization;

namespace NotificationService.Tests.Running;

/// <summary>The worker as a process of its own, which can be killed as the kernel kills: no farewell, nothing saved.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;
    private readonly TemporaryStore store;

    private WorkerProcess(Process process, TemporaryStore store) => (this.process, this.store) = (process, store);

    /// <summary>How many shares of the feed are this process's, as the file has it.</summary>
    public long Shares => (long)store.Ask(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM feed_shares WHERE owner LIKE '{Environment.MachineName}-{process.Id}-%'"))!;

    public static WorkerProcess Start(TemporaryStore store, FakeService service, string leaseTime = "00:00:05")
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, "NotificationService.dll") },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["ConnectionStrings__calendar"] = store.ConnectionString,
                ["ConnectionStrings__signalr"] = service.ConnectionString,
                ["Notifications__Interval"] = "00:00:00.020",
                ["Notifications__CheckpointInterval"] = "00:00:00.020",
                ["Notifications__LeaseTime"] = leaseTime,
            },
        };
        var started = Process.Start(start)!;
        // A full pipe would stop it.
        started.OutputDataReceived += (_, _) => { };
        started.ErrorDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return new(started, store);
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM, as a host stops it in order.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGSTOP: it is there and does nothing. On a busy machine its threads stop a while after the signal was sent.</summary>
    public async Task PauseAsync()
    {
        await SignalAsync("STOP");
        while (OperatingSystem.IsLinux() && Directory.EnumerateDirectories($"/proc/{process.Id}/task").Any(thread => !IsStopped(thread)))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public Task ContinueAsync() => SignalAsync("CONT");

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    /// <summary>The state follows the name, which is in parentheses and may have spaces: proc_pid_stat(5). A thread that has ended is as good as stopped.</summary>
    private static bool IsStopped(string thread)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(thread, "stat"));
            return stat[(stat.LastIndexOf(')') + 2)..].StartsWith('T');
        }
        catch (IOException)
        {
            return true;
        }
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }
}
