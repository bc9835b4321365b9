using System.Globalization;

namespace NotificationService.Tests.Running;

/// <summary>The worker as a separate process, which can be killed without a chance to save anything.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private readonly StartedProcess process;
    private readonly TemporaryStore store;

    private WorkerProcess(StartedProcess process, TemporaryStore store) => (this.process, this.store) = (process, store);

    /// <summary>How many shares of the feed this process holds, as the file says.</summary>
    public long Shares => (long)store.Ask(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM feed_shares WHERE owner LIKE '{Environment.MachineName}-{process.Id}-%'"))!;

    public static WorkerProcess Start(TemporaryStore store, FakeService service, string leaseTime = "00:00:05")
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
            ["ConnectionStrings__calendar"] = store.ConnectionString,
            ["ConnectionStrings__signalr"] = service.ConnectionString,
            ["Notifications__Interval"] = "00:00:00.020",
            ["Notifications__CheckpointInterval"] = "00:00:00.020",
            ["Notifications__LeaseTime"] = leaseTime,
        };
        return new(StartedProcess.Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "NotificationService.dll")], environment), store);
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.ExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGTERM: an orderly stop, as by a host.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
        await process.ExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>SIGSTOP: the process exists and does nothing. On a busy machine its threads stop some time after the signal.</summary>
    public async Task PauseAsync()
    {
        await SignalAsync("STOP");
        while (OperatingSystem.IsLinux() && Directory.EnumerateDirectories($"/proc/{process.Id}/task").Any(thread => !IsStopped(thread)))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public Task ContinueAsync() => SignalAsync("CONT");

    public ValueTask DisposeAsync() => process.DisposeAsync();

    /// <summary>The state follows the name, which is in parentheses and may have spaces: proc_pid_stat(5). A thread that has ended counts as stopped.</summary>
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

    private Task SignalAsync(string signal) => process.SignalAsync(signal, TestContext.Current.CancellationToken);
}
