namespace SignalREmulator.Faults;

/// <summary>Repeatable random numbers: the same seed gives the same numbers in the same order.</summary>
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

    /// <returns>Three numbers that belong together, each in [0, 1).</returns>
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
