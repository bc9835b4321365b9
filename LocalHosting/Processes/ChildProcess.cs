using System.ComponentModel;
using System.Diagnostics;
using Aspire.Hosting;

namespace LocalHosting.Processes;

/// <summary>
/// A program that was started. On Unix it leads a session of its own: the terminal's Ctrl+C reaches the AppHost alone, which then stops the programs
/// in their order, and everything the program started can be ended with it.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly bool _leadsGroup;
    private readonly int _id;
    private readonly Task _output;

    private ChildProcess(Process process, bool leadsGroup, Action<string, bool> onLine)
    {
        _process = process;
        _leadsGroup = leadsGroup;
        _id = process.Id;
        _output = Task.WhenAll(ReadAsync(process.StandardOutput, isError: false, onLine), ReadAsync(process.StandardError, isError: true, onLine));
        Completion = CompleteAsync();
    }

    public int Id => _id;

    /// <summary>The exit code, once the program has ended and all it wrote has been read.</summary>
    public Task<int> Completion { get; }

    /// <param name="onLine">Called with each line and whether it came from standard error.</param>
    /// <exception cref="DistributedApplicationException">It could not be started.</exception>
    public static ChildProcess Start(ProcessPlan plan, OrphanGuard guard, Action<string, bool> onLine)
    {
        var command = SearchPath.Find(plan.FileName) ?? throw new DistributedApplicationException($"The command '{plan.FileName}' was not found.");
        if (!Directory.Exists(plan.WorkingDirectory))
        {
            throw new DistributedApplicationException($"The working directory '{plan.WorkingDirectory}' does not exist.");
        }

        var session = OperatingSystem.IsWindows() ? null : SearchPath.Find("setsid");
        var start = new ProcessStartInfo(session ?? command)
        {
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };

        if (session is not null)
        {
            start.ArgumentList.Add(command);
        }

        foreach (var argument in plan.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(InheritedEnvironment.Hides).ToArray())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        guard.Mark(start.Environment);
        try
        {
            return new ChildProcess(Process.Start(start)!, leadsGroup: session is not null, onLine);
        }
        catch (Win32Exception e)
        {
            throw new DistributedApplicationException($"'{command}' could not be started: {e.Message}", e);
        }
    }

    /// <summary>Asks the program to end, and after the grace period ends it and everything it started.</summary>
    public async Task<int> StopAsync(TimeSpan grace, TimeProvider time)
    {
        if (OperatingSystem.IsWindows())
        {
            // Windows has no signal for a process without a console of its own.
            _process.Kill(entireProcessTree: true);
            return await Completion;
        }

        // SIGTERM rather than SIGINT: a program started from a background job ignores the latter.
        UnixSignals.Send(_leadsGroup ? -_id : _id, UnixSignals.Terminate);
        try
        {
            return await Completion.WaitAsync(grace, time);
        }
        catch (TimeoutException)
        {
            KillAll();
            return await Completion;
        }
    }

    public void Dispose()
    {
        KillAll();
        _process.Dispose();
    }

    private void KillAll()
    {
        if (Completion.IsCompleted)
        {
            // Its number may be another's by now.
            return;
        }

        if (_leadsGroup)
        {
            UnixSignals.Send(-_id, UnixSignals.Kill);
            // In its first moments it has no group of its own yet.
            UnixSignals.Send(_id, UnixSignals.Kill);
        }
        else
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private async Task<int> CompleteAsync()
    {
        await _process.WaitForExitAsync();
        if (_leadsGroup)
        {
            // What the program left behind (npm leaves vite, vite leaves esbuild) would hold its ports and its output.
            UnixSignals.Send(-_id, UnixSignals.Kill);
        }

        await _output;
        return _process.ExitCode;
    }

    private static async Task ReadAsync(StreamReader reader, bool isError, Action<string, bool> onLine)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            onLine(line, isError);
        }
    }
}
