using System.Diagnostics;
using Bench.Clients;
using Bench.Measuring;

namespace Bench.Load;

/// <summary>
/// A tenant that changes continuously, with clients that receive its pushes. Writes are sent at scheduled times, however long earlier ones take,
/// each by another user so that no limit per user is reached.
/// </summary>
internal sealed class Noise : IAsyncDisposable
{
    /// <summary>Writes before it counts as begun: this process and the servers have run that code by then.</summary>
    private const int LeadIn = 300;

    /// <summary>Twelve seconds' worth: a system that is so far behind cannot handle this load, and the row fails.</summary>
    private const int MostUnderWay = 2_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The resolution of timers is enough for a rate; a spinning wait, as for measured writes, would take a third of a core from the servers.</summary>
    private static readonly TimeSpan Fine = TimeSpan.FromMilliseconds(1);

    private readonly ILoadTarget target;
    private readonly TimeSpan apart;
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Fleet? fleet;
    private Task writing = Task.CompletedTask;
    private int answered;
    private long countsFrom;

    private Noise(ILoadTarget target, TimeSpan apart) => (this.target, this.apart) = (target, apart);

    public static async Task<Noise> StartAsync(ILoadTarget target, int clients, TimeSpan apart, CancellationToken cancellationToken)
    {
        var noise = new Noise(target, apart);
        try
        {
            noise.fleet = await Fleet.ConnectAsync(target, clients, (_, _) => { }, cancellationToken);
            noise.writing = noise.WriteAllAsync();
            await (await Task.WhenAny(noise.begun.Task, noise.writing).WaitAsync(Patience, cancellationToken));
            return noise;
        }
        catch
        {
            await noise.DisposeAsync();
            throw;
        }
    }

    /// <returns>Writes answered per minute since it began.</returns>
    /// <exception cref="HttpRequestException">A write was refused, so the noise was less than intended.</exception>
    public async Task<double> StopAsync()
    {
        var rate = (Volatile.Read(ref answered) - LeadIn) / Stopwatch.GetElapsedTime(Volatile.Read(ref countsFrom)).TotalMinutes;
        await stopping.CancelAsync();
        await writing;
        fleet?.ThrowIfAnyLeft();
        return rate;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (fleet is not null)
        {
            await fleet.DisposeAsync();
        }

        await target.DisposeAsync();
        stopping.Dispose();
    }

    private async Task WriteAllAsync()
    {
        var underWay = new List<Task>();
        var start = Stopwatch.GetTimestamp();
        for (var number = 0; !stopping.IsCancellationRequested; number++)
        {
            var rest = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), OpenLoop.After(start, apart * number));
            if (rest >= Fine)
            {
                await Task.Delay(rest, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            if (number - Volatile.Read(ref answered) > MostUnderWay)
            {
                break;
            }

            underWay.Add(WriteAsync(number));
        }

        await Task.WhenAll(underWay);
        if (!stopping.IsCancellationRequested)
        {
            throw new InvalidOperationException($"More than {MostUnderWay} writes were waiting for their answers: the system does not take one each {apart.TotalMilliseconds:0.0} ms here.");
        }
    }

    private async Task WriteAsync(int number)
    {
        await target.WriteAsync(number, CancellationToken.None);
        if (Interlocked.Increment(ref answered) != LeadIn)
        {
            return;
        }

        Volatile.Write(ref countsFrom, Stopwatch.GetTimestamp());
        begun.TrySetResult();
    }
}
