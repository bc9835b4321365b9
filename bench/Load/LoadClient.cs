using System.Diagnostics;
using System.Text.Json;
using Bench.Peers;

namespace Bench.Load;

/// <summary>The load process, as the bench sees it.</summary>
internal sealed class LoadClient : IAsyncDisposable
{
    private readonly StartedProcess process;

    private LoadClient(StartedProcess process) => this.process = process;

    /// <exception cref="InvalidOperationException">The two processes do not share a monotonic clock, so nothing can be measured.</exception>
    public static async Task<LoadClient> StartAsync(CancellationToken cancellationToken)
    {
        // One heap: clients are many and small, and a garbage collector with a thread per core would take the servers' cores.
        var client = new LoadClient(ThisProgram.Start(LoadProcess.Verb, new() { ["DOTNET_gcServer"] = "0", ["DOTNET_TieredPGO"] = "1" }));
        for (var time = 0; time < 3; time++)
        {
            var before = Stopwatch.GetTimestamp();
            var there = await client.RunAsync(new ClockJob(), cancellationToken);
            if (there < before || there > Stopwatch.GetTimestamp())
            {
                throw new InvalidOperationException("The monotonic clocks of two processes disagree here; latencies between processes cannot be measured.");
            }
        }

        return client;
    }

    /// <exception cref="InvalidOperationException">The job failed, with what the load process said.</exception>
    public async Task<TResult> RunAsync<TResult>(Job<TResult> job, CancellationToken cancellationToken)
        where TResult : notnull
    {
        await process.WriteLineAsync(JsonSerializer.Serialize<Job>(job), cancellationToken);
        var line = await process.ReadLineAsync(cancellationToken);
        var answer = JsonSerializer.Deserialize<LoadAnswer>(line);
        return answer is { Result: { } result }
            ? result.Deserialize<TResult>()!
            : throw new InvalidOperationException($"{job.GetType().Name} failed: {answer?.Error}");
    }

    public ValueTask DisposeAsync() => process.DisposeAsync();
}
