using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace SignalREmulator.Connections;

/// <summary>Connections that were negotiated but not opened yet, and their deadlines.</summary>
internal sealed class Negotiations(IOptions<EmulatorOptions> options, TimeProvider time)
{
    /// <summary>Longer than the transports remember an unopened connection: a late connection must not become an unknown one, which is let through.</summary>
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

    /// <summary>Decides about a request that names a connection. A late request stays refused.</summary>
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

    /// <summary>The connection is open, or was never negotiated; the transports know which.</summary>
    NotTheFirst,

    /// <summary>The deadline has passed.</summary>
    TooLate,
}
