using Bench.Reporting;

namespace Bench.Measuring;

/// <summary>The figures of a row's rounds so far, by quantity and peer.</summary>
internal sealed class RoundFigures
{
    private readonly Dictionary<(string Quantity, Peer Peer), List<double>> rounds = [];

    public void Add(string quantity, Peer peer, double value)
    {
        if (!rounds.TryGetValue((quantity, peer), out var values))
        {
            rounds.Add((quantity, peer), values = []);
        }

        values.Add(value);
    }

    /// <summary>Empty if there is none: an interrupted run.</summary>
    public IReadOnlyDictionary<Peer, Figure> Of(string quantity) =>
        rounds.Where(entry => entry.Key.Quantity == quantity).ToDictionary(entry => entry.Key.Peer, entry => Figure.Of(entry.Value));

    /// <returns>The median over rounds of one peer's figure divided by another's; not a number if either is missing.</returns>
    public double Ratio(string quantity, Peer peer, Peer to)
    {
        var figures = Of(quantity);
        return figures.TryGetValue(peer, out var mine) && figures.TryGetValue(to, out var theirs) ? mine.RatioTo(theirs).Median : double.NaN;
    }

    /// <returns>The same for two quantities of one peer.</returns>
    public double Ratio(string quantity, string to, Peer peer) =>
        Of(quantity).TryGetValue(peer, out var mine) && Of(to).TryGetValue(peer, out var theirs) ? mine.RatioTo(theirs).Median : double.NaN;

    public double Median(string quantity, Peer peer) => Of(quantity).TryGetValue(peer, out var figure) ? figure.Median : double.NaN;
}
