using System.Diagnostics;

namespace NotificationService.Tests;

/// <summary>The worker as a process of its own, which can be killed as the kernel kills: no farewell, nothing saved.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process process;

    private WorkerProcess(Process process) => this.process = process;

    public static WorkerProcess Start(TemporaryStore store, FakeService service)
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
            },
        };
        var started = Process.Start(start)!;
        // A full pipe would stop it.
        started.OutputDataReceived += (_, _) => { };
        started.ErrorDataReceived += (_, _) => { };
        started.BeginOutputReadLine();
        started.BeginErrorReadLine();
        return new(started);
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
