using System.Threading.Channels;
using NotificationService.Following;

namespace NotificationService.Scheduling;

/// <summary>
/// The queues between the loop and the parts that do its input and output. Each is bounded and makes its writers wait when full; pages of the feed then stay in the feed.
/// The loop itself never waits to write, because it counts what is in flight. So there can be no deadlock.
/// </summary>
/// <remarks>
/// Continuations are synchronous: from a page of the feed to the first byte of its push, everything runs on one thread. On a busy machine, each other thread that has to
/// be woken first would delay the push. The loop and the start of a push do not block, so nobody who writes to a queue is held up for long.
/// </remarks>
internal sealed class LoopChannels(int maxParallelPushes)
{
    public Channel<LoopEvent> Events { get; } = Channel.CreateBounded<LoopEvent>(new BoundedChannelOptions(maxParallelPushes + 16) { SingleReader = true, AllowSynchronousContinuations = true });

    /// <summary>Closed while too many tenants have news. Entries that are already in the queue of events come on top.</summary>
    public Room Room { get; } = new();

    public Channel<StartedPush> Pushes { get; } = Channel.CreateBounded<StartedPush>(new BoundedChannelOptions(maxParallelPushes) { AllowSynchronousContinuations = true });

    public Channel<IReadOnlyList<ShareCheckpoint>> Checkpoints { get; } = Channel.CreateBounded<IReadOnlyList<ShareCheckpoint>>(1);
}
