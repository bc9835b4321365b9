namespace SignalREmulator.Quotas;

/// <summary>Allows a number per second, counted in seconds from the first one on.</summary>
internal sealed class Rate(int perSecond, TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private long? start;
    private int taken;

    public bool TryTake()
    {
        lock (gate)
        {
            if (start is not { } begun || time.GetElapsedTime(begun) >= Window)
            {
                start = time.GetTimestamp();
                taken = 0;
            }

            return ++taken <= perSecond;
        }
    }
}
