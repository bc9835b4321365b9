using System.Diagnostics;
using Bench.Measuring;
using Bench.Peers;
using Bench.Reporting;

namespace Bench.Rows;

/// <summary>
/// <c>dotnet run --project AppHost</c> until it says that everything is up, web app included, the dashboard not. The first run, which the budget is for, has its
/// packages restored and nothing built: it compiles every program, then starts them. The next one finds all built: MSBuild's look at that, then the start.
/// It builds into a folder of its own, so nothing that bench runs on is touched. The compiler's server may still be up from an earlier build, as it may for anyone.
/// </summary>
internal sealed class FirstRunRow : IRow
{
    private const string EverythingIsUp = "Everything is up.";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public string Name => "first-run";

    public string Title => "dotnet run --project AppHost until everything is healthy (full mode only, unless named)";

    public async Task RunAsync(RowContext context, CancellationToken cancellationToken)
    {
        var output = Path.Combine(RepositoryFolder.Artifacts, "first-run");
        var (build, figures) = ($"-p:ArtifactsPath={output}{Path.DirectorySeparatorChar}", new RoundFigures());
        try
        {
            var web = Path.Combine(RepositoryFolder.Root, "CalendarWeb");
            if (!Directory.Exists(Path.Combine(web, "node_modules")))
            {
                context.Progress("installing the web app's packages");
                await Command.RunAsync("npm", ["ci", "--no-audit", "--no-fund"], web, cancellationToken);
            }

            for (var round = 0; round < context.Scale.Rounds; round++)
            {
                context.Progress($"restoring, round {round + 1}");
                if (Directory.Exists(output))
                    Directory.Delete(output, recursive: true);
                await Command.RunAsync("dotnet", ["restore", "AppHost", build], RepositoryFolder.Root, cancellationToken);
                context.Progress($"first run, round {round + 1}");
                figures.Add("first", Peer.System, await TimeAsync(build, cancellationToken));
                context.Progress($"next run, round {round + 1}");
                figures.Add("next", Peer.System, await TimeAsync(build, cancellationToken));
            }
        }
        finally
        {
            context.Add(
                this, "first dotnet run, packages restored: compiling all, starting → all healthy", "s", figures.Of("first"),
                Budget.AtMost("≤ 15 s", figures.Median("first", Peer.System), 15, "0.0 's'"));
            context.Add(this, "– the next one: all built, starting → all healthy", "s", figures.Of("next"));
        }
    }

    private static async Task<double> TimeAsync(string build, CancellationToken cancellationToken)
    {
        using var data = new DataFolder();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        var started = Stopwatch.GetTimestamp();
        await using var run = ChildProcess.Start(
            "dotnet",
            ["run", "--project", Path.Combine(RepositoryFolder.Root, "AppHost"), build, "--", $"--Data:Path={data.Database}", "--LocalHosting:Dashboard=false"],
            new() { ["NO_COLOR"] = "1" });
        var line = "";
        try
        {
            while (!line.Contains(EverythingIsUp, StringComparison.Ordinal))
                line = await run.ReadLineAsync(limit.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"Not everything was up within {Patience.TotalMinutes} minutes. The last line was: {line}", exception);
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
