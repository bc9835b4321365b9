using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Deployment.Tests.Templates;

namespace Deployment.Tests.Publishing;

/// <summary>A published program, started as its container would start it: with the environment of its template, in Production.</summary>
internal sealed partial class PublishedProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly StringBuilder output = new();
    private readonly TaskCompletionSource<Uri> listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private PublishedProgram(Process process) => this.process = process;

    public HttpClient Http { get; private set; } = null!;

    public static async Task<PublishedProgram> StartAsync(string project, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var folder = RepositoryFolder.PathOf("artifacts", "publish", project, "release");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, $"{project}.dll")])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        var program = new PublishedProgram(new Process { StartInfo = start, EnableRaisingEvents = true });
        program.process.OutputDataReceived += (_, line) => program.Note(line.Data);
        program.process.ErrorDataReceived += (_, line) => program.Note(line.Data);
        program.process.Exited += (_, _) => program.listening.TrySetException(new InvalidOperationException($"{project} ended."));
        program.process.Start();
        program.process.BeginOutputReadLine();
        program.process.BeginErrorReadLine();
        try
        {
            program.Http = new HttpClient { BaseAddress = await program.listening.Task.WaitAsync(Patience, cancellationToken) };
        }
        catch (Exception exception) when (exception is InvalidOperationException or TimeoutException)
        {
            await program.DisposeAsync();
            throw new InvalidOperationException($"{exception.Message}\n{program.Output}", exception);
        }

        return program;
    }

    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Asks it to end, as Container Apps does (SIGTERM).</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        await Shell.RunAsync("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)], cancellationToken);
        await process.WaitForExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        Http?.Dispose();
        process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (output)
        {
            output.AppendLine(line);
        }

        if (Listening().Match(line) is { Success: true } match)
        {
            listening.TrySetResult(new Uri(match.Groups["address"].Value));
        }
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Listening();
}
