using System.Diagnostics;
using System.Globalization;
using TeamCalendars.Writes;

namespace CalendarStore.Feed;

/// <summary>The name by which an instance follows: machine, process, and which of the process's it is.</summary>
internal static class InstanceName
{
    /// <summary>A new one each time: shares that an earlier run held are free until an instance acquires them.</summary>
    public static string Create() => Create(Environment.MachineName, Environment.ProcessId);

    public static string Create(string machine, int process) => string.Create(CultureInfo.InvariantCulture, $"{machine}-{process}-{RandomText.Create(6)}");

    /// <summary>
    /// Whether its process is known to be gone, because it ran on this machine: then no instance has to wait for its lease to run out. Where names deceive (two
    /// containers that call themselves the same), one is taken for dead that is not; it finds that out, takes part again, and saves nothing meanwhile.
    /// </summary>
    public static bool HasEnded(string name)
    {
        // Both the machine's name and what tells instances of a process apart may have hyphens of their own.
        var machine = Environment.MachineName + "-";
        if (!name.StartsWith(machine, StringComparison.Ordinal)
            || name[machine.Length..].Split('-', 2) is not [var number, _]
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return false;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It is unknown: its lease decides.
            return false;
        }
    }
}
