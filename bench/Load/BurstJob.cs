using System.Diagnostics;
using System.Globalization;
using Bench.Clients;
using Bench.Measuring;
using Bench.Samples;

namespace Bench.Load;

/// <summary>Many changes at once, which all clients follow.</summary>
/// <param name="Emulator">Where the naive pattern sends its pushes: its own hub and group on the same emulator.</param>
/// <param name="ServerProcessIds">The server processes of the pattern.</param>
internal sealed record BurstJob(BurstKind Kind, Target.System System, Target.Emulator Emulator, int Clients, int Changes, int[] ServerProcessIds) : Job<BurstResult>
{
    private const int WritersAtOnce = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    protected override async Task<BurstResult> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        // A new calendar, so that the naive clients read only what the burst wrote.
        var calendar = $"burst-{Guid.NewGuid():N}"[..20];
        var users = context.UsersOf(System);
        await using var api = new SystemTarget(System, context);
        await using var pushes = Kind == BurstKind.Naive ? Emulator.Open(context) : System.Open(context);
        await users.CreateCalendarAsync(calendar, cancellationToken);

        var clients = new BurstClient[Clients];
        for (var number = 0; number < Clients; number++)
        {
            clients[number] = await BurstClient.StartAsync(new CalendarReading(users, number, calendar), readsAll: Kind == BurstKind.Naive, cancellationToken);
        }

        await using var fleet = await Fleet.ConnectAsync(pushes, Clients, (client, push) => clients[client].Hear(push), cancellationToken);

        var (started, cpu) = (Stopwatch.GetTimestamp(), ProcessUsage.Of(ServerProcessIds));
        var last = await WriteAsync(users, api, pushes, calendar, cancellationToken);
        var committed = Stopwatch.GetTimestamp();
        var goal = Kind == BurstKind.Naive ? Changes : last;
        var reached = await Task.WhenAll(clients.Select(client => client.ReachAsync(goal))).WaitAsync(Patience, cancellationToken);
        var cpuThen = ProcessUsage.Of(ServerProcessIds);
        var heardAt = clients.Select(client => client.PushesHeardAt).ToArray();
        fleet.ThrowIfAnyLeft();
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }

        return new(
            Stopwatch.GetElapsedTime(started, committed).TotalSeconds,
            reached.Max(time => Math.Max(0, Stopwatch.GetElapsedTime(committed, time).TotalSeconds)),
            heardAt.Max(times => times.Length),
            WorstSecond.OfAll(heardAt),
            clients.Sum(client => client.Bytes),
            clients.Sum(client => client.Reading.Requests),
            (cpuThen.Cpu - cpu.Cpu).TotalSeconds);
    }

    /// <returns>The version of the last commit.</returns>
    private async Task<long> WriteAsync(ApiUsers users, SystemTarget api, ILoadTarget pushes, string calendar, CancellationToken cancellationToken)
    {
        if (Kind == BurstKind.Import)
        {
            return await FillJob.ImportAsync(users, calendar, SampleEvents.CalendarFile(0, Changes), cancellationToken);
        }

        var last = 0L;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Changes),
            new ParallelOptions { MaxDegreeOfParallelism = WritersAtOnce, CancellationToken = cancellationToken },
            async (number, cancellation) =>
            {
                var version = await api.WriteEventAsync(calendar, number, string.Create(CultureInfo.InvariantCulture, $"event-{number}"), cancellation);
                InterlockedMax(ref last, version);
                // Like a handler that informs all clients right after saving.
                if (Kind == BurstKind.Naive)
                {
                    await pushes.WriteAsync(number + 1, cancellation);
                }
            });
        return last;
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, value, seen);
        }
    }
}

internal enum BurstKind
{
    /// <summary>Single writes, our way.</summary>
    Writes,

    /// <summary>One import, our way.</summary>
    Import,

    /// <summary>Single writes, a push after each, a full read on each push.</summary>
    Naive,
}

/// <param name="WriteSeconds">From the first write to the answer to the last one.</param>
/// <param name="ConvergedSeconds">From then until the last client has everything.</param>
/// <param name="Pushes">Pushes until then to the client that received the most.</param>
/// <param name="MostPushesInASecond">The most that any client received in a second.</param>
/// <param name="Bytes">Of all clients: pushes, and bodies as sent over the wire.</param>
internal sealed record BurstResult(double WriteSeconds, double ConvergedSeconds, int Pushes, int MostPushesInASecond, long Bytes, long Requests, double ServerCpuSeconds);
