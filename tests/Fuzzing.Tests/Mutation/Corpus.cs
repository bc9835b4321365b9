namespace Fuzzing.Tests.Mutation;

/// <summary>The inputs of one target that are worth changing further: its seeds, and each that covered something new.</summary>
internal sealed class Corpus(IEnumerable<byte[]> seeds)
{
    private readonly List<byte[]> inputs = [.. seeds];

    public int Count => inputs.Count;

    public byte[] this[int index] => inputs[index];

    public void Add(byte[] input) => inputs.Add(input);

    /// <summary>Every second time one of the newest: what has just led somewhere may lead further.</summary>
    public byte[] Pick(Random random)
    {
        var newest = Math.Max(1, inputs.Count / 4);
        return inputs[random.Next(2) == 0 ? inputs.Count - 1 - random.Next(newest) : random.Next(inputs.Count)];
    }
}
