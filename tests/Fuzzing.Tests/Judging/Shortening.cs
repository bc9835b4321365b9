namespace Fuzzing.Tests.Judging;

/// <summary>Makes an input smaller as long as it breaks the same promise, so that a person can see why.</summary>
internal static class Shortening
{
    private const int MaxTries = 400;

    /// <param name="failure">What an input does: null when all is well.</param>
    public static Finding Shorten(Finding finding, Func<byte[], Finding?> failure)
    {
        var shortest = finding;
        var tries = 0;
        for (var length = finding.Input.Length / 2; length > 0 && tries < MaxTries; length /= 2)
        {
            for (var at = 0; at + length <= shortest.Input.Length && tries < MaxTries; tries++)
            {
                byte[] shorter = [.. shortest.Input.AsSpan(0, at), .. shortest.Input.AsSpan(at + length)];
                if (failure(shorter) is { } same && same.Signature == finding.Signature)
                {
                    shortest = same;
                }
                else
                {
                    at += length;
                }
            }
        }

        return shortest;
    }
}
