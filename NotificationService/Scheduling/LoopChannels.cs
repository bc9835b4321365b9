using System.Threading.Channels;
using CalendarStore;

namespace NotificationService;

/// <summary>
/// How the loop talks to those who do its input and output. Each queue is bounded and waits when full: pages of the feed then stay in the feed.
/// The loop itself never waits to write, since it counts what is on its way; so nobody waits for each other in a circle.
/// </summary>
internal sealed class LoopChannels(int maxParallelPushes)
{
    public Channel<LoopEvent> Events { get; } = Channel.CreateBounded<LoopEvent>(new BoundedChannelOptions(maxParallelPushes + 16) { SingleReader = true });

    public Channel<(TenantId Tenant, Push Push)> Pushes { get; } = Channel.CreateBounded<(TenantId, Push)>(maxParallelPushes);

    public Channel<FeedPlace> Checkpoints { get; } = Channel.CreateBounded<FeedPlace>(1);
}
