using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Tests;

/// <summary>A program that runs until it is stopped. Its output is always read: a full pipe would stop it. Compiled into each test project and into bench.</summary>
internal sealed class StartedProcess : IAsyncDisposable
{
    private const int KeptLines = 2_000;
    private const int KeptLength = 2_000;

    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();
    private readonly Channel<string> lines = Channel.CreateBounded<string>(new BoundedChannelOptions(KeptLines) { FullMode = BoundedChannelFullMode.DropOldest });

    private StartedProcess(ProcessStartInfo start)
    {
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, said) =>
        {
            if (said.Data is null)
            {
                lines.Writer.Complete();
                return;
            }

            Keep(said.Data);
            lines.Writer.TryWrite(said.Data);
        };
        process.ErrorDataReceived += (_, said) => Keep(said.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    /// <summary>The last lines of both outputs.</summary>
    public string Output => string.Join(Environment.NewLine, output);

    /// <param name="environment">Added to the environment; null as a value removes the variable.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">There is no such program.</exception>
    public static StartedProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Shell.Set(start, environment);
        return new StartedProcess(start);
    }

    public async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        await process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await process.StandardInput.FlushAsync(cancellationToken);
    }

    /// <summary>The next line of its standard output.</summary>
    /// <exception cref="InvalidOperationException">The process has ended; the message has its last output.</exception>
    public async Task<string> ReadLineAsync(CancellationToken cancellationToken) =>
        await TryReadLineAsync(cancellationToken)
        ?? throw new InvalidOperationException($"{Path.GetFileName(process.StartInfo.FileName)} {string.Join(' ', process.StartInfo.ArgumentList)} ended:{Environment.NewLine}{Output}");

    /// <summary>The next line of its standard output; null when the process has ended. For one reader at a time.</summary>
    public async Task<string?> TryReadLineAsync(CancellationToken cancellationToken) =>
        await lines.Reader.WaitToReadAsync(cancellationToken) && lines.Reader.TryRead(out var line) ? line : null;

    /// <summary>Sends a signal by its name, such as TERM.</summary>
    public Task SignalAsync(string signal, CancellationToken cancellationToken) =>
        Shell.RunAsync("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)], "", cancellationToken);

    /// <summary>Ends the process as the kernel does (SIGKILL): it cannot save anything.</summary>
    public void Kill() => process.Kill();

    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <summary>Ends the process and those that it started.</summary>
    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        // A load process of bench answers in lines of megabytes.
        output.Enqueue(line.Length > KeptLength ? line[..KeptLength] : line);
        if (output.Count > KeptLines)
        {
            output.TryDequeue(out _);
        }
    }
}
