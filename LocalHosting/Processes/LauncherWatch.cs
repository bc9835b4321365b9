using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace LocalHosting.Processes;

/// <summary>
/// Stops the application when the <c>dotnet run</c> that started it is gone. Killed, it takes nothing with it, and the system would run on unseen.
/// Only on Linux, where a process can be asked what started it.
/// </summary>
internal sealed class LauncherWatch(IHostApplicationLifetime lifetime) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (FindLauncher() is not { } launcher)
        {
            return;
        }

        using (launcher)
        {
            await launcher.WaitForExitAsync(stoppingToken);
            lifetime.StopApplication();
        }
    }

    private static Process? FindLauncher()
    {
        try
        {
            // "pid (name) state ppid …", where the name may hold anything.
            var stat = File.ReadAllText("/proc/self/stat");
            var parent = int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
            var command = File.ReadAllText($"/proc/{parent.ToString(CultureInfo.InvariantCulture)}/cmdline").Split('\0');
            return Path.GetFileName(command[0]) is "dotnet" && command.Skip(1).Any(argument => argument is "run" or "watch") ? Process.GetProcessById(parent) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
