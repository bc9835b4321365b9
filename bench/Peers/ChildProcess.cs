using System.Collections.Concurrent;
using System.Diagnostics;

namespace Bench.Peers;

/// <summary>
/// A child process that communicates in lines. It reads its standard input and ends when that ends, so it does not outlive a bench that was killed.
/// Its standard error is kept for the message if it fails.
/// </summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 20;
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly ConcurrentQueue<string> complaints = new();

    private ChildProcess(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, said) =>
        {
            if (said.Data is null)
            {
                return;
            }

            complaints.Enqueue(said.Data);
            if (complaints.Count > KeptLines)
            {
                complaints.TryDequeue(out var _);
            }
        };
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    /// <summary>Starts this program again, with another verb.</summary>
    public static ChildProcess StartThis(string verb, Dictionary<string, string> environment) =>
        // Environment.ProcessPath may be the dotnet host; the assembly next to it is always this one.
        Start("dotnet", [Path.Combine(AppContext.BaseDirectory, "bench.dll"), verb], environment);

    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return new ChildProcess(Process.Start(start)!);
    }

    public async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <exception cref="InvalidOperationException">The process has ended; the message has its last output.</exception>
    public async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await process.StandardOutput.ReadLineAsync(cancellationToken)
        ?? throw new InvalidOperationException($"{Path.GetFileName(process.StartInfo.FileName)} {string.Join(' ', process.StartInfo.ArgumentList)} ended: {string.Join(Environment.NewLine, complaints)}");

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(EndTimeout);
        try
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(patience.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }
}
