namespace Bench.Clients;

/// <summary>Every push that one client heard. What is no news to it counts too: it was sent, it came over the wire, and it may be what makes a second the worst.</summary>
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

    /// <summary>When, in order: as it is now, for the next may come at any time.</summary>
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
