using System.Collections.Concurrent;
using System.IO.Pipelines;

namespace SignalREmulator.Connections;

/// <summary>
/// Writes what waits in many outboxes, some at a time and in the order in which they first had something. Frames that arrive for an outbox before
/// its turn are sent together with it, in one flush: one system call here, one wake-up of the client. The busier the machine, the more frames are combined.
/// </summary>
/// <remarks>
/// Writing to a thousand connections at once activates a thousand transports, and the next send waits behind all of them before it is even
/// read. In rounds it waits only behind <see cref="AtOnce"/> of them.
/// </remarks>
/// <param name="scheduler">Runs a turn after the work that is already queued.</param>
internal sealed class OutboxRounds(PipeScheduler scheduler)
{
    /// <summary>The outboxes that are written before other work gets its turn. Fewer let sends in sooner; more spend less time on switching.</summary>
    internal const int AtOnce = 32;

    private static readonly Action<object?> Take = static rounds => ((OutboxRounds)rounds!).TakeTurn();

    private readonly ConcurrentQueue<(Outbox Outbox, PipeWriter Line)> due = new();
    private int running;

    /// <param name="line">The pipe that the outbox writes to; nobody else writes to it until then.</param>
    public void Add(Outbox outbox, PipeWriter line)
    {
        due.Enqueue((outbox, line));
        Start();
    }

    private void TakeTurn()
    {
        for (var count = 0; count < AtOnce && due.TryDequeue(out var next); count++)
        {
            next.Outbox.WriteWaiting(next.Line);
        }

        if (!due.IsEmpty)
        {
            scheduler.Schedule(Take, this);
            return;
        }

        Interlocked.Exchange(ref running, 0);
        // Added in between, when a turn still seemed to be coming.
        if (!due.IsEmpty)
        {
            Start();
        }
    }

    private void Start()
    {
        if (Interlocked.CompareExchange(ref running, 1, 0) == 0)
        {
            scheduler.Schedule(Take, this);
        }
    }
}
