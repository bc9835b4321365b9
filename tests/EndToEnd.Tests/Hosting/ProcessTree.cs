using System.Diagnostics;
using System.Globalization;

namespace EndToEnd.Tests.Hosting;

/// <summary>A process and all that it started. A host may run a program through <c>dotnet run</c>, and then a child process does the work.</summary>
internal static class ProcessTree
{
    /// <summary>Whether processes can be paused on this system. That needs signals, and /proc to find the children.</summary>
    public static bool CanPause => OperatingSystem.IsLinux();

    /// <summary>Pauses all of them, parents first, so that none can start another process meanwhile.</summary>
    public static Task PauseAsync(int id) => SignalAsync("STOP", WithDescendants(id));

    public static Task ResumeAsync(int id) => SignalAsync("CONT", WithDescendants(id));

    /// <summary>Like <c>kill -9</c>. It is no failure if the process has already ended.</summary>
    public static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
        }
        catch (ArgumentException)
        {
            // The process has ended.
        }
    }

    public static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Sends the signal with the <c>kill</c> of the shell, which every Unix has. It is no failure if one of the processes has ended.</summary>
    private static async Task SignalAsync(string signal, IReadOnlyList<int> ids) => await Shell.TryAsync(
        "sh", ["-c", $"kill -s {signal} \"$@\"", "sh", .. ids.Select(id => id.ToString(CultureInfo.InvariantCulture))], "", CancellationToken.None);

    private static List<int> WithDescendants(int id)
    {
        var children = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : 0)
            .Where(number => number > 0)
            .ToLookup(ParentOf);
        List<int> tree = [id];
        for (var next = 0; next < tree.Count; next++)
        {
            tree.AddRange(children[tree[next]]);
        }

        return tree;
    }

    /// <summary>From <c>/proc/[pid]/stat</c> (proc(5)): <c>4711 (name) S 42 …</c>; the name may contain any character, so the last parenthesis ends it.</summary>
    private static int ParentOf(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
