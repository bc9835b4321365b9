using System.Diagnostics;

namespace LocalHosting.Processes;

/// <summary>
/// A shell waits at the end of a pipe that this process holds. However this process ends, kill -9 included, the pipe closes; the shell then ends everything
/// that carries this application's mark in its environment, which also finds what has left its parent or its process group.
/// </summary>
internal sealed class WatchdogGuard : OrphanGuard
{
    private const string Variable = MarkPrefix + "APP";

    // A parent-death signal would not do: it follows the thread that forked, and does not reach grandchildren.
    // Polite first, so that stores are closed; then kill until two scans in a row find nothing (a fork may hide from one).
    private const string Script =
        """
        trap '' HUP INT QUIT TERM
        read -r _
        marked() {
          if [ -r /proc/self/environ ]; then
            grep -lsF -- "$1" /proc/[0-9]*/environ | cut -d/ -f3
          else
            ps -Eww -axo pid=,command= | grep -F -- "$1" | grep -v -e grep | awk '{ print $1 }'
          fi
        }
        pids=$(marked "$1")
        [ -n "$pids" ] && kill -TERM $pids 2>/dev/null
        tries=0
        while [ -n "$(marked "$1")" ] && [ $tries -lt 20 ]; do sleep 0.1; tries=$((tries + 1)); done
        empty=0
        while [ $empty -lt 2 ]; do
          pids=$(marked "$1")
          if [ -n "$pids" ]; then kill -KILL $pids 2>/dev/null; empty=0; else empty=$((empty + 1)); fi
        done
        """;

    private readonly string _mark = Guid.NewGuid().ToString("N");
    private readonly Process _watchdog;

    public WatchdogGuard()
    {
        var session = SearchPath.Find("setsid");
        var start = new ProcessStartInfo(session ?? "/bin/sh")
        {
            RedirectStandardInput = true,
            // Its own, not the terminal's: a closed terminal must not disturb it.
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = "/",
        };

        foreach (var argument in session is null ? ["-c", Script, "watchdog", Entry] : (string[])["/bin/sh", "-c", Script, "watchdog", Entry])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(InheritedEnvironment.Hides).ToArray())
        {
            start.Environment.Remove(name);
        }

        _watchdog = Process.Start(start)!;
    }

    private string Entry => $"{Variable}={_mark}";

    public override void Mark(IDictionary<string, string?> environment) => environment[Variable] = _mark;

    public override async ValueTask DisposeAsync()
    {
        _watchdog.StandardInput.Close();
        await _watchdog.WaitForExitAsync();
        _watchdog.Dispose();
    }
}
