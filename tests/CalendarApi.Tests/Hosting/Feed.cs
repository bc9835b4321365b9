using System.Threading.Channels;
using CalendarStore;
using CalendarStore.Feed;
using Microsoft.Extensions.DependencyInjection;

namespace CalendarApi.Tests.Hosting;

/// <summary>The change feed behind the API, as the worker sees it.</summary>
internal static class Feed
{
    /// <summary>The head of a tenant that has changed.</summary>
    public static async Task<FeedEntry> LastOfAsync(CalendarSystem system, Guid tenant)
    {
        var store = system.Services.GetRequiredService<ICalendarStore>();
        var feed = system.Services.GetRequiredService<IChangeFeed>();
        var head = await store.GetPositionAsync(new(tenant), TestContext.Current.CancellationToken);

        using var found = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var entries = Channel.CreateUnbounded<FeedEntry>();
        // A consumer that is new starts at the beginning.
        var following = feed.FollowAsync(new() { Consumer = Guid.NewGuid().ToString() }, new Collector(entries.Writer), found.Token);
        await foreach (var entry in entries.Reader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            if (entry.Tenant.Value == tenant && entry.Position == head)
            {
                await found.CancelAsync();
                await following;
                return entry;
            }
        }

        throw new InvalidOperationException("The feed ended.");
    }

    private sealed class Collector(ChannelWriter<FeedEntry> entries) : IFeedFollower
    {
        public ValueTask AcquiredAsync(FeedShare share, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public async ValueTask ReadAsync(FeedShare share, FeedPage page, CancellationToken cancellationToken)
        {
            foreach (var entry in page.Entries)
            {
                await entries.WriteAsync(entry, cancellationToken);
            }
        }

        public ValueTask NudgedAsync(IReadOnlyList<FeedEntry> entries, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public Task ReleaseAsync(FeedShare share) => Task.CompletedTask;

        public ValueTask LostAsync(FeedShare share) => ValueTask.CompletedTask;

        public void Report(FeedState state)
        {
        }
    }
}
