using CalendarStore;
using Microsoft.Extensions.DependencyInjection;

namespace CalendarApi.Tests.Hosting;

/// <summary>The change feed behind the API, as the worker sees it.</summary>
internal static class Feed
{
    /// <summary>The latest change of a tenant that has changed.</summary>
    public static async Task<FeedEntry> LastOfAsync(CalendarSystem system, Guid tenant)
    {
        var store = system.Services.GetRequiredService<ICalendarStore>();
        var feed = system.Services.GetRequiredService<IChangeFeed>();
        var head = await store.GetPositionAsync(new(tenant), TestContext.Current.CancellationToken);

        await foreach (var page in feed.FollowAsync(FeedCursor.Start, TestContext.Current.CancellationToken))
        {
            if (page.LastOrDefault(entry => entry.Tenant.Value == tenant && entry.Position == head) is { } last)
                return last;
        }

        throw new InvalidOperationException("The feed ended.");
    }
}
