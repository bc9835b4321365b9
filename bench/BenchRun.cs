using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using Bench.CommandLine;
using Bench.Load;
using Bench.Peers;
using Bench.Reporting;
using Bench.Rows;

namespace Bench;

/// <summary>One run: the requested rows, one after another, then the table.</summary>
internal static class BenchRun
{
    private const int Usage = 2;

    /// <returns>0 if every row ran; a missed budget is a result, not a failure.</returns>
    public static async Task<int> RunAsync(string[] arguments)
    {
        var command = BenchCommand.Create([.. AllRows.InOrder.Select(row => (row.Name, row.Title))], options => MeasureAsync(options, arguments));
        var parsed = command.Parse(arguments);
        // Ctrl+C is handled below.
        var code = await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        return parsed.Action is ParseErrorAction ? Usage : code;
    }

    private static async Task<int> MeasureAsync(BenchOptions options, string[] arguments)
    {
        if (RepositoryFolder.Configuration != "Release")
        {
            await Console.Error.WriteLineAsync("This is a Debug build, and so are the servers that it would start, so its measurements would be wrong. Use: dotnet run --project bench -c Release");
            return Usage;
        }

        using var stopping = new CancellationTokenSource();
        Console.CancelKeyPress += (_, pressed) =>
        {
            // The first Ctrl+C ends the children and prints the results so far; a second one ends everything.
            pressed.Cancel = !stopping.IsCancellationRequested;
            stopping.Cancel();
        };
        return await MeasureAsync(options, arguments, stopping.Token);
    }

    private static async Task<int> MeasureAsync(BenchOptions options, string[] arguments, CancellationToken cancellationToken)
    {
        var scale = Scale.Of(options);
        var report = new Report
        {
            StartedAt = TimeProvider.System.GetUtcNow(),
            Mode = options.Short ? "short mode" : "full mode",
            Command = string.Join(' ', ["dotnet run --project bench -c Release", .. arguments.Length > 0 ? ["--", .. arguments] : arguments]),
            Commit = await SourceState.DescribeAsync(RepositoryFolder.Root, cancellationToken),
            RoundsPlanned = scale.Rounds,
            Machine = await Machine.DescribeAsync(cancellationToken),
        };
        var failures = await MeasureAsync(Chosen(options), scale, report, cancellationToken);

        Console.Out.WriteLine(report.ToText());
        var file = options.Json ?? Path.Combine(RepositoryFolder.Artifacts, report.StartedAt.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture) + ".json");
        await report.WriteJsonAsync(file, CancellationToken.None);
        Progress("done", $"figures of every round: {file}");
        return failures == 0 && !report.Interrupted ? 0 : 1;
    }

    private static async Task<int> MeasureAsync(IRow[] rows, Scale scale, Report report, CancellationToken cancellationToken)
    {
        var failures = 0;
        try
        {
            Progress("start", "the load process");
            await using var load = await LoadClient.StartAsync(cancellationToken);
            await using var peers = new PeerSet(scale.Users, load, report.Notes.Add);
            foreach (var row in rows)
            {
                try
                {
                    await row.RunAsync(new(scale, peers, load, report, what => Progress(row.Name, what)), cancellationToken);
                }
                // A row that cannot be measured does not stop the others.
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    failures++;
                    Progress(row.Name, $"failed: {exception}");
                    report.Notes.Add($"Row {row.Name} failed: {exception.Message.Split('\n')[0]}");
                }
            }
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            report.Interrupted = true;
        }

        return failures;
    }

    private static IRow[] Chosen(BenchOptions options) =>
        [.. AllRows.InOrder.Where(row => options.Rows.IsEmpty ? !(options.Short && row is FirstRunRow) : options.Rows.Contains(row.Name))];

    private static void Progress(string row, string what) =>
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{TimeProvider.System.GetUtcNow():HH:mm:ss}] {row}: {what}"));
}
