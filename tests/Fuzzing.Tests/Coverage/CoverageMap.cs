using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace Fuzzing.Tests.Coverage;

/// <summary>
/// Which branches the instrumented assemblies have taken, and about how often: the map of American fuzzy lop, which SharpFuzz's instrumentation counts in.
/// One for the process, because the instrumented code knows one place only.
/// </summary>
internal static unsafe class CoverageMap
{
    public const int Size = 1 << 16;

    private static readonly byte* Counts = (byte*)NativeMemory.AllocZeroed(Size);

    /// <summary>Has to be called before any instrumented method runs.</summary>
    public static void Install() => Trace.SharedMem = Counts;

    /// <summary>Before each input.</summary>
    public static void Clear()
    {
        new Span<byte>(Counts, Size).Clear();
        Trace.PrevLocation = 0;
    }

    public static ReadOnlySpan<byte> Read() => new(Counts, Size);
}
