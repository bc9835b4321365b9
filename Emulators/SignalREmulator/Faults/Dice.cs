namespace SignalREmulator.Faults;

/// <summary>Chance that can be had again: the same seed gives the same throws in the same order, whoever throws.</summary>
internal sealed class Dice(int seed)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);

    public bool Hits(double rate)
    {
        lock (gate)
        {
            return random.NextDouble() < rate;
        }
    }

    /// <returns>Three throws that belong together, each in [0, 1).</returns>
    public (double First, double Second, double Third) Three()
    {
        lock (gate)
        {
            return (random.NextDouble(), random.NextDouble(), random.NextDouble());
        }
    }

    public void Shuffle<T>(Span<T> items)
    {
        lock (gate)
        {
            random.Shuffle(items);
        }
    }
}
