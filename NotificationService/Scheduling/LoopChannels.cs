using System.Threading.Channels;
using NotificationService.Following;

namespace NotificationService.Scheduling;

/// <summary>
/// The queues between the loop and the parts that do its input and output. Each is bounded and makes its writers wait when full; pages of the feed then stay in the feed.
/// The loop itself never waits to write, because it counts what is in flight. So there can be no deadlock.
/// </summary>
internal sealed class LoopChannels(int maxParallelPushes)
{
    public Channel<LoopEvent> Events { get; } = Channel.CreateBounded<LoopEvent>(new BoundedChannelOptions(maxParallelPushes + 16) { SingleReader = true });

    /// <summary>Closed while too many tenants have news. Entries that are already in the queue of events come on top.</summary>
    public Room Room { get; } = new();

    public Channel<StartedPush> Pushes { get; } = Channel.CreateBounded<StartedPush>(maxParallelPushes);

    public Channel<IReadOnlyList<ShareCheckpoint>> Checkpoints { get; } = Channel.CreateBounded<IReadOnlyList<ShareCheckpoint>>(1);
}
