using System.Diagnostics;
using System.Globalization;

namespace EndToEnd.Tests.Hosting;

/// <summary>A process and all it started: a host may run a program through <c>dotnet run</c>, and it is the child that does the work.</summary>
internal static class ProcessTree
{
    /// <summary>Whether processes can be held still here: it takes signals, and /proc to find the children.</summary>
    public static bool CanPause => OperatingSystem.IsLinux();

    /// <summary>Holds everything still, parents first: none of them can start another one meanwhile.</summary>
    public static Task PauseAsync(int id) => SignalAsync("STOP", WithDescendants(id));

    public static Task ResumeAsync(int id) => SignalAsync("CONT", WithDescendants(id));

    /// <summary>As <c>kill -9</c>; one that has ended meanwhile is as good.</summary>
    public static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill(entireProcessTree: true);
        }
        catch (ArgumentException)
        {
            // There is none of that id any more.
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

    /// <summary>As <c>kill -9</c> of one process, whatever it has started.</summary>
    public static void KillAlone(int id)
    {
        using var process = Process.GetProcessById(id);
        process.Kill();
    }

    /// <summary>The shell's own <c>kill</c> is on every Unix; one of those named having ended is no failure.</summary>
    public static async Task SignalAsync(string signal, IReadOnlyList<int> ids)
    {
        using var shell = Process.Start("sh", ["-c", $"kill -s {signal} \"$@\" 2>/dev/null", "sh", .. ids.Select(id => id.ToString(CultureInfo.InvariantCulture))]);
        await shell.WaitForExitAsync();
    }

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

    /// <summary>From <c>/proc/[pid]/stat</c> (proc(5)): <c>4711 (name) S 42 …</c>; the name may hold anything, so it is read from its end.</summary>
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
