using System.Diagnostics;
using System.Globalization;
using Bench.Samples;

namespace Bench.Load;

/// <summary>A client reconnects after some changes: the cost of reading them, compared with a full read. Changes are new each time, so no answer is cached.</summary>
internal sealed record CatchUpJob(Target.System System, int Times, int Changes, int CalendarSize) : Job<CatchUpResult>
{
    protected override async Task<CatchUpResult> MeasureAsync(LoadContext context, CancellationToken cancellationToken)
    {
        var users = context.UsersOf(System);
        await using var target = new SystemTarget(System, context);
        var run = Guid.NewGuid().ToString("N")[..8];
        var (small, full) = (new List<Reading>(), new List<Reading>());
        for (var time = -1; time < Times; time++)
        {
            var client = new CalendarReading(users, Math.Max(0, time), SampleEvents.Calendar);
            var (since, _) = await client.ReadHeadAsync(cancellationToken);
            for (var change = 0; change < Changes; change++)
            {
                await target.WriteEventAsync(SampleEvents.Calendar, change, string.Create(CultureInfo.InvariantCulture, $"{run}-{time + 1}-{change}"), cancellationToken);
            }

            var changes = await TimeAsync(client, async () => (await client.ReadChangesAsync(since, cancellationToken)).Events);
            var everything = await TimeAsync(client, () => client.ReadAllAsync(cancellationToken));
            if (changes.Events != Changes || everything.Events < CalendarSize)
            {
                throw new InvalidDataException($"Read {changes.Events} changes of {Changes} and {everything.Events} events of {CalendarSize}.");
            }

            // The first round warms up.
            if (time < 0)
            {
                continue;
            }

            small.Add(changes);
            full.Add(everything);
        }

        return new([.. small.Select(reading => reading.Milliseconds)], [.. full.Select(reading => reading.Milliseconds)], small.Average(reading => reading.Bytes), full.Average(reading => reading.Bytes));
    }

    private static async Task<Reading> TimeAsync(CalendarReading client, Func<Task<int>> read)
    {
        var (started, before) = (Stopwatch.GetTimestamp(), client.Bytes);
        var events = await read();
        return new(events, Stopwatch.GetElapsedTime(started).TotalMilliseconds, client.Bytes - before);
    }

    private readonly record struct Reading(int Events, double Milliseconds, long Bytes);
}

/// <param name="ChangesBytes">The mean size of bodies as sent over the wire, compressed.</param>
internal sealed record CatchUpResult(double[] ChangesMilliseconds, double[] FullMilliseconds, double ChangesBytes, double FullBytes);
