using System.Diagnostics;
using Bench.Measuring;
using Bench.Peers;
using Bench.Reporting;

namespace Bench.Rows;

/// <summary>
/// <c>dotnet run</c> of an AppHost until everything is up: of this system, including the web app, and of the usual Aspire starter. For the first run the packages
/// are restored (npm's too) and nothing is built; for the next run everything is built. Both build into their own folders, so nothing that bench runs on is changed.
/// </summary>
internal sealed class FirstRunRow : IRow
{
    private const string EverythingIsUp = "Everything is up.";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Aspire's orchestrator runs for some seconds after the AppHost has ended. The next run must not share the machine with it.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(15);

    private static readonly (Peer Peer, string AppHost)[] Applications = [(Peer.System, "AppHost"), (Peer.Starter, Path.Combine("bench", "starter", "AppHost"))];

    public string Name => "first-run";

    public string Title => "dotnet run of the AppHost until everything is healthy (full mode only, unless named)";

    public async Task RunAsync(RowContext context, CancellationToken cancellationToken)
    {
        var figures = new RoundFigures();
        try
        {
            var web = Path.Combine(RepositoryFolder.Root, "CalendarWeb");
            if (!Directory.Exists(Path.Combine(web, "node_modules")))
            {
                context.Progress("installing the web app's packages");
                await Shell.RunAsync("npm", ["ci", "--no-audit", "--no-fund"], web, cancellationToken);
            }

            for (var round = 0; round < context.Scale.Rounds; round++)
            {
                foreach (var (peer, appHost) in Applications)
                {
                    await RoundAsync(context, figures, peer, appHost, round, cancellationToken);
                }
            }
        }
        finally
        {
            Add(context, figures, "first", "first dotnet run, packages restored: compiling all, starting → all healthy", "≤ 2× starter", 2);
            Add(context, figures, "next", "– the next one: all built, starting → all healthy", "≤ 1.5× starter", 1.5);
        }
    }

    private static async Task RoundAsync(RowContext context, RoundFigures figures, Peer peer, string appHost, int round, CancellationToken cancellationToken)
    {
        var output = Path.Combine(RepositoryFolder.Artifacts, "first-run", peer.ToString());
        var build = $"-p:ArtifactsPath={output}{Path.DirectorySeparatorChar}";
        context.Progress($"restoring, {peer.Name()}, round {round + 1}");
        if (Directory.Exists(output))
        {
            Directory.Delete(output, recursive: true);
        }

        await Shell.RunAsync("dotnet", ["restore", appHost, build], RepositoryFolder.Root, cancellationToken);
        // The compiler server of an earlier build would be warm; on anyone's first run there is none.
        await Shell.RunAsync("dotnet", ["build-server", "shutdown"], RepositoryFolder.Root, cancellationToken);
        foreach (var run in (string[])["first", "next"])
        {
            context.Progress($"{run} run, {peer.Name()}, round {round + 1}");
            figures.Add(run, peer, await TimeAsync(appHost, build, cancellationToken));
            await Task.Delay(Settle, cancellationToken);
        }
    }

    private void Add(RowContext context, RoundFigures figures, string run, string what, string budget, double limit) => context.Add(
        this, what, "s", figures.Of(run), Budget.AtMost(budget, figures.Median(run, Peer.System) / figures.Median(run, Peer.Starter), limit, "0.00×"));

    private static async Task<double> TimeAsync(string appHost, string build, CancellationToken cancellationToken)
    {
        using var data = new DataFolder();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var started = Stopwatch.GetTimestamp();
        await using var run = StartedProcess.Start(
            "dotnet",
            ["run", "--project", Path.Combine(RepositoryFolder.Root, appHost), build, "--", $"--Data:Path={data.Database}"],
            new Dictionary<string, string?> { ["NO_COLOR"] = "1" });
        var line = "";
        try
        {
            while (!line.Contains(EverythingIsUp, StringComparison.Ordinal))
            {
                line = await run.ReadLineAsync(limit.Token);
            }
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Not everything was up within {Patience.TotalMinutes} minutes. The last line was: {line}", exception);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
