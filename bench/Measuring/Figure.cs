using System.Collections.Immutable;

namespace Bench.Measuring;

/// <summary>One quantity of one peer, measured once per round.</summary>
internal sealed record Figure(ImmutableArray<double> Rounds)
{
    public static Figure Of(params IEnumerable<double> rounds) => new([.. rounds]);

    public double Median
    {
        get
        {
            var sorted = Rounds.Sort();
            var middle = sorted.Length / 2;
            return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    public double Least => Rounds.IsEmpty ? double.NaN : Rounds.Min();

    public double Most => Rounds.IsEmpty ? double.NaN : Rounds.Max();

    /// <summary>Per round: the peers of one round ran right after each other, so a drift between rounds does not count.</summary>
    public Figure RatioTo(Figure other) => Of(Rounds.Zip(other.Rounds, (mine, theirs) => mine / theirs));
}
