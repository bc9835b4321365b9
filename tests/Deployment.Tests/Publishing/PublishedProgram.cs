namespace Deployment.Tests.Publishing;

/// <summary>A published program, started like its container: with the environment of its template, in Production.</summary>
internal sealed class PublishedProgram : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly StartedProcess process;

    private PublishedProgram(StartedProcess process, Uri address)
    {
        this.process = process;
        Http = new HttpClient { BaseAddress = address };
    }

    public HttpClient Http { get; }

    public string Output => process.Output;

    public static async Task<PublishedProgram> StartAsync(string project, Dictionary<string, string> environment, CancellationToken cancellationToken)
    {
        var folder = RepositoryFolder.PathOf("artifacts", "publish", project, "release");
        var settings = environment.ToDictionary(variable => variable.Key, variable => (string?)variable.Value, StringComparer.Ordinal);
        settings["ASPNETCORE_ENVIRONMENT"] = "Production";
        settings["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        var started = StartedProcess.Start("dotnet", [Path.Combine(folder, $"{project}.dll")], settings, folder);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            while (true)
            {
                var line = await started.ReadLineAsync(limit.Token);
                if (line.IndexOf(Listening, StringComparison.Ordinal) is var at and >= 0)
                {
                    return new PublishedProgram(started, new Uri(line[(at + Listening.Length)..].Trim()));
                }
            }
        }
        catch (Exception exception)
        {
            await started.DisposeAsync();
            throw new InvalidOperationException($"{project} did not start.\n{started.Output}", exception);
        }
    }

    /// <summary>Stops it like Container Apps (SIGTERM).</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync(CancellationToken cancellationToken)
    {
        await process.SignalAsync("TERM", cancellationToken);
        return await process.ExitAsync(cancellationToken).WaitAsync(Patience, cancellationToken);
    }

    public ValueTask DisposeAsync()
    {
        Http.Dispose();
        return process.DisposeAsync();
    }
}
