using System.Collections.Concurrent;
using System.IO.Pipelines;

namespace SignalREmulator.Connections;

/// <summary>
/// Writes what waits in many outboxes, some at a time and in the order in which they first had something. What comes for one of them before
/// its turn goes out together with it, in one flush: one system call here, one wake-up of the client. The busier the machine, the more comes together.
/// </summary>
/// <remarks>
/// Writing to a thousand connections at once puts a thousand transports to work, and the next send waits behind all of them before it may
/// as much as be read. By turns it waits behind <see cref="AtOnce"/>.
/// </remarks>
/// <param name="scheduler">Runs a turn after what already waits to run.</param>
internal sealed class OutboxRounds(PipeScheduler scheduler)
{
    /// <summary>Outboxes that are written before other work gets its turn. Fewer let sends in sooner, more spend less on taking turns.</summary>
    internal const int AtOnce = 32;

    private static readonly Action<object?> Take = static rounds => ((OutboxRounds)rounds!).TakeTurn();

    private readonly ConcurrentQueue<(Outbox Outbox, PipeWriter Line)> due = new();
    private int running;

    /// <param name="line">The pipe that the outbox is to write to, and that is nobody else's until then.</param>
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
        // Added in between, when it still looked as if a turn would come.
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
