using System.Numerics;
using System.Runtime.InteropServices;

namespace Fuzzing.Tests.Coverage;

/// <summary>What all inputs of one target have covered so far.</summary>
internal sealed class SeenCoverage
{
    private readonly byte[] seen = new byte[CoverageMap.Size];

    /// <summary>How many different branches were taken.</summary>
    public int Branches { get; private set; }

    /// <returns>Whether a branch was taken for the first time, or clearly more often than ever before.</returns>
    public bool Add(ReadOnlySpan<byte> counts)
    {
        var isNew = false;
        var words = MemoryMarshal.Cast<byte, ulong>(counts);
        for (var word = 0; word < words.Length; word++)
        {
            // Nearly all of the map is empty.
            if (words[word] == 0)
            {
                continue;
            }

            for (var at = word * sizeof(ulong); at < (word + 1) * sizeof(ulong); at++)
            {
                isNew |= counts[at] != 0 && Add(at, BucketOf(counts[at]));
            }
        }

        return isNew;
    }

    private bool Add(int at, byte bucket)
    {
        if ((seen[at] & bucket) != 0)
        {
            return false;
        }

        Branches += seen[at] == 0 ? 1 : 0;
        seen[at] |= bucket;
        return true;
    }

    /// <summary>1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more: one bit each. A loop that runs 40 times and not 41 is nothing new.</summary>
    private static byte BucketOf(byte count) => count switch
    {
        <= 3 => (byte)(1 << (count - 1)),
        <= 31 => (byte)(1 << (BitOperations.Log2(count) + 1)),
        <= 127 => 1 << 6,
        _ => 1 << 7,
    };
}
