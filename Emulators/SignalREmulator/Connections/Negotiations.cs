using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace SignalREmulator.Connections;

/// <summary>Connections that were negotiated and not yet opened, and how long that may take them.</summary>
internal sealed class Negotiations(IOptions<EmulatorOptions> options, TimeProvider time)
{
    /// <summary>Longer than the transports know an unopened connection: one that came too late must not become an unknown one that may pass.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly TimeSpan deadline = options.Value.ConnectDeadline;
    private readonly ConcurrentDictionary<string, long> open = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string Token, long At)> inOrder = new();

    public void Remember(string token)
    {
        var now = time.GetTimestamp();
        while (inOrder.TryPeek(out var oldest) && time.GetElapsedTime(oldest.At, now) > Kept && inOrder.TryDequeue(out oldest))
        {
            open.TryRemove(oldest.Token, out _);
        }

        open[token] = now;
        inOrder.Enqueue((token, now));
    }

    /// <summary>Judges a request that names a connection. One that comes too late stays too late.</summary>
    public Opening Open(string token)
    {
        if (!open.TryGetValue(token, out var negotiated))
        {
            return Opening.NotTheFirst;
        }

        if (time.GetElapsedTime(negotiated) > deadline)
        {
            return Opening.TooLate;
        }

        return open.TryRemove(token, out _) ? Opening.First : Opening.NotTheFirst;
    }
}

internal enum Opening
{
    /// <summary>The request opens the connection.</summary>
    First,

    /// <summary>The connection is open, or was never negotiated: the transports know which.</summary>
    NotTheFirst,

    /// <summary>The time to open it is over.</summary>
    TooLate,
}
