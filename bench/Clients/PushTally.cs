namespace Bench.Clients;

/// <summary>Every push that one client received. Pushes without news count too: they were sent over the wire and may make a second the worst.</summary>
internal sealed class PushTally
{
    private readonly Lock gate = new();
    private readonly List<long> heardAt = [];
    private long bytes;

    public long Bytes
    {
        get
        {
            lock (gate)
            {
                return bytes;
            }
        }
    }

    /// <summary>The times in order, as a snapshot, because the next push may arrive at any time.</summary>
    public long[] HeardAt
    {
        get
        {
            lock (gate)
            {
                return [.. heardAt];
            }
        }
    }

    public void Add(Push push)
    {
        lock (gate)
        {
            heardAt.Add(push.Heard);
            bytes += push.Bytes;
        }
    }
}
