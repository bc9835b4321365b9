using System.Diagnostics;

namespace Tests;

/// <summary>Runs a program to its end. Compiled into each test project and into bench.</summary>
internal static class Shell
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    /// <returns>Its standard output.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message has its output.</exception>
    public static async Task<string> RunAsync(
        string program, IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken, IReadOnlyDictionary<string, string?>? environment = null)
    {
        var (code, output, errors) = await TryAsync(program, arguments, folder, cancellationToken, environment);
        return code == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {code}:\n{(output + errors).Trim()}");
    }

    /// <param name="environment">Added to the environment; null as a value removes the variable.</param>
    /// <returns>Its exit code and its output.</returns>
    public static async Task<(int Code, string Output, string Errors)> TryAsync(
        string program, IReadOnlyList<string> arguments, string folder, CancellationToken cancellationToken, IReadOnlyDictionary<string, string?>? environment = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        // On Windows npm is a script that needs a shell.
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo("cmd", ["/c", program, .. arguments]) : new ProcessStartInfo(program, arguments);
        (start.WorkingDirectory, start.UseShellExecute, start.RedirectStandardOutput, start.RedirectStandardError) = (folder, false, true, true);
        Set(start, environment);
        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Adds to the environment of a program; null as a value removes the variable.</summary>
    public static void Set(ProcessStartInfo start, IReadOnlyDictionary<string, string?>? environment)
    {
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>())
        {
            if (value is null)
            {
                start.Environment.Remove(name);
            }
            else
            {
                start.Environment[name] = value;
            }
        }
    }
}
