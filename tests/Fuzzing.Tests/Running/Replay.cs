using Fuzzing.Tests.Judging;
using Fuzzing.Tests.Targets;

namespace Fuzzing.Tests.Running;

internal static class Replay
{
    /// <returns>Which promise the input breaks; null for none.</returns>
    public static Finding? Failure(ITarget target, byte[] input)
    {
        try
        {
            target.Run(input);
            return null;
        }
        // Whatever it is, it is what the fuzzer looks for.
        catch (Exception exception)
        {
            return Finding.Of(target.Name, input, exception);
        }
    }
}
