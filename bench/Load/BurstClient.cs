using System.Diagnostics;
using System.Threading.Channels;
using Bench.Clients;

namespace Bench.Load;

/// <summary>
/// A client in a burst. A push makes it read, one read at a time; further pushes during a read lead to one more. The naive client does a full read each time,
/// ours reads the changes since the last read. The naive client is treated generously: many simple handlers would run several reads at once.
/// </summary>
internal sealed class BurstClient : IAsyncDisposable
{
    private readonly bool readsAll;
    private readonly Channel<bool> looks = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource<long> reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock gate = new();
    private readonly PushTally tally = new();
    private Task following = Task.CompletedTask;
    private string token = "";
    private long version;
    private (long Progress, long At) last;
    private long goal = long.MaxValue;

    private BurstClient(CalendarReading reading, bool readsAll) => (Reading, this.readsAll) = (reading, readsAll);

    public CalendarReading Reading { get; }

    public long Bytes => tally.Bytes + Reading.Bytes;

    public long[] PushesHeardAt => tally.HeardAt;

    public static async Task<BurstClient> StartAsync(CalendarReading reading, bool readsAll, CancellationToken cancellationToken)
    {
        var client = new BurstClient(reading, readsAll);
        (client.token, client.version) = await reading.ReadHeadAsync(cancellationToken);
        client.following = client.FollowAsync();
        return client;
    }

    public void Hear(Push push)
    {
        tally.Add(push);
        // Our client reads only if there is news: an earlier push, of this or an earlier burst, is none. The naive push has no version to compare.
        if (readsAll || push.Version > Volatile.Read(ref version))
        {
            looks.Writer.TryWrite(true);
        }
    }

    /// <param name="goal">A version for our client, a number of events for the naive one.</param>
    /// <returns>When the client reached it.</returns>
    public Task<long> ReachAsync(long goal)
    {
        lock (gate)
        {
            this.goal = goal;
            if (last.Progress >= goal)
            {
                reached.TrySetResult(last.At);
            }
        }

        return reached.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task FollowAsync()
    {
        try
        {
            await foreach (var _ in looks.Reader.ReadAllAsync(stopping.Token))
            {
                var progress = readsAll ? await Reading.ReadAllAsync(stopping.Token) : await CatchUpAsync();
                lock (gate)
                {
                    // The first read that reached it counts, not a later one without news.
                    if (progress > last.Progress)
                    {
                        last = (progress, Stopwatch.GetTimestamp());
                    }

                    if (last.Progress >= goal)
                    {
                        reached.TrySetResult(last.At);
                    }
                }
            }
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            reached.TrySetException(exception);
        }
    }

    private async Task<long> CatchUpAsync()
    {
        (token, var to, _) = await Reading.ReadChangesAsync(token, stopping.Token);
        Volatile.Write(ref version, to);
        return to;
    }
}
