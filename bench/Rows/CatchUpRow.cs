using Bench.Load;
using Bench.Measuring;
using Bench.Reporting;

namespace Bench.Rows;

/// <summary>Ten changes in a calendar of ten thousand events: the cost for a client that was offline, compared with a full read.</summary>
internal sealed class CatchUpRow : IRow
{
    private const int Changes = 10;

    /// <summary>Separate from the numbers that other rows write.</summary>
    private const int FirstSample = 1_000_000;

    public string Name => "catch-up";

    public string Title => "catching up after 10 changes in a calendar of 10,000 events, against a full read";

    public async Task RunAsync(RowContext context, CancellationToken cancellationToken)
    {
        var size = context.Scale.CalendarSize;
        var figures = new RoundFigures();
        try
        {
            var system = await context.Peers.SystemAsync(cancellationToken);
            context.Progress($"importing {size} events");
            await context.Load.RunAsync(new FillJob(system.Target, FirstSample, size), cancellationToken);
            for (var round = 0; round < context.Scale.Rounds; round++)
            {
                context.Progress($"round {round + 1}");
                var result = await context.Load.RunAsync(new CatchUpJob(system.Target, context.Scale.CatchUps, Changes, size), cancellationToken);
                figures.Add("time", Peer.System, Figure.Of(result.ChangesMilliseconds).Median);
                figures.Add("time", Peer.Naive, Figure.Of(result.FullMilliseconds).Median);
                figures.Add("bytes", Peer.System, result.ChangesBytes);
                figures.Add("bytes", Peer.Naive, result.FullBytes);
            }
        }
        finally
        {
            var (bytes, time) = (100 * figures.Ratio("bytes", Peer.System, Peer.Naive), 100 * figures.Ratio("time", Peer.System, Peer.Naive));
            context.Add(this, "10 changes among 10,000 events, against all, brotli", "B", figures.Of("bytes"), Budget.AtMost("≤ 1 %", bytes, 1, "0.00 '%'"));
            context.Add(this, "– time of that, one client", "ms", figures.Of("time"), Budget.AtMost("≤ 5 %", time, 5, "0.00 '%'"));
        }
    }
}
