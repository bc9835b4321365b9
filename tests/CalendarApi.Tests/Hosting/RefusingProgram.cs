using System.Diagnostics;

namespace CalendarApi.Tests.Hosting;

/// <summary>
/// A program that ends at its start, as a process: in this one the factory asks a host that has already fallen for its parts,
/// and the answer is at times the reason and at times that the host is disposed.
/// </summary>
internal static class RefusingProgram
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <returns>What it wrote before it ended, with an exit code that says so.</returns>
    public static async Task<string> RunAsync(
        string assembly, IReadOnlyDictionary<string, string> settings, string environment, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { assembly, "--urls", "http://127.0.0.1:0", "--environment", environment, "--contentRoot", AppContext.BaseDirectory },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
        {
            start.ArgumentList.Add($"--{key}={value}");
        }

        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
            Assert.NotEqual(0, process.ExitCode);
            return await output + await errors;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
