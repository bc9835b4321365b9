using System.Threading.Channels;
using NotificationService.Following;

namespace NotificationService.Scheduling;

/// <summary>
/// How the loop talks to those who do its input and output. Each queue is bounded and waits when full: pages of the feed then stay in the feed.
/// The loop itself never waits to write, since it counts what is on its way; so nobody waits for each other in a circle.
/// </summary>
internal sealed class LoopChannels(int maxParallelPushes)
{
    public Channel<LoopEvent> Events { get; } = Channel.CreateBounded<LoopEvent>(new BoundedChannelOptions(maxParallelPushes + 16) { SingleReader = true });

    /// <summary>Closed while so many tenants have news that reading waits: what is in the queue of events comes on top.</summary>
    public Room Room { get; } = new();

    public Channel<StartedPush> Pushes { get; } = Channel.CreateBounded<StartedPush>(maxParallelPushes);

    public Channel<IReadOnlyList<SharePlace>> Places { get; } = Channel.CreateBounded<IReadOnlyList<SharePlace>>(1);
}
