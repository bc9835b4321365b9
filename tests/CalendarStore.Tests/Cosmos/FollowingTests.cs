using CalendarStore.Tests.Following;
using CosmosFront;
using TeamCalendars.Calendars;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Cosmos;

[Collection(CosmosTests.Name)]
public sealed class FollowingTests(CosmosServer server) : IDisposable
{
    private static readonly WriteCondition Create = new WriteCondition.Create();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => server.EndFaults();

    [Fact]
    public async Task A_nudged_head_is_told_while_the_change_feed_is_away_and_comes_in_a_page_after_it()
    {
        await using var cosmos = new CosmosStore(server);
        var connection = cosmos.Open();
        await PutCalendarAsync(connection.Store, Sample.Contoso);
        await using var followed = new FollowedFeed(connection.Feed);
        await followed.Until(1);
        server.Front.Faults = request => request.IsChangeFeed && request.Path.EndsWith("/docs", StringComparison.Ordinal) ? FrontFault.Unavailable : FrontFault.None;
        // A read of the feed that had already begun may still return the next head.
        await followed.Until(told => told.State?.Problem is not null);

        await PutCalendarAsync(connection.Store, Sample.Fabrikam);
        connection.Feed.Nudge(Sample.Fabrikam);
        await followed.UntilHead(Sample.Fabrikam, 1);
        var nudged = Assert.Single(followed.Now.Nudged);
        Assert.Equal((Sample.Fabrikam, await connection.Store.GetPositionAsync(Sample.Fabrikam, Stop), Sample.Adele.TraceParent), (nudged.Tenant, nudged.Position, nudged.TraceParent));
        Assert.Single(followed.Entries);

        server.Front.Faults = null;
        await followed.UntilPage(Sample.Fabrikam, 1);
        Assert.Contains(nudged, followed.Entries);
        await followed.Until(told => told.State is { Problem: null });
    }

    [Fact]
    public async Task An_instance_without_a_share_is_told_a_nudged_head()
    {
        await using var cosmos = new CosmosStore(server);
        var connections = Enumerable.Range(0, 3).Select(_ => cosmos.Open()).ToList();
        await PutCalendarAsync(connections[0].Store, Sample.Contoso);
        // The front has two physical partitions, so nothing is left for the third instance.
        await using var first = new FollowedFeed(connections[0].Feed, "pusher", saves: true);
        await first.Until(told => told.Held.Count == 2);
        await using var second = new FollowedFeed(connections[1].Feed, "pusher", saves: true);
        await second.Until(told => told.Held.Count == 1);
        await using var third = new FollowedFeed(connections[2].Feed, "pusher", saves: true);
        await third.Until(told => told.State is { Instances: 3 } or { Instances: 2, Held: 0, Shares: 2 });

        await PutCalendarAsync(connections[0].Store, Sample.Fabrikam);
        connections[2].Feed.Nudge(Sample.Fabrikam);
        await third.UntilHead(Sample.Fabrikam, 1);

        Assert.Empty(third.Entries);
        Assert.Equal(0, third.Now.State!.Held);
        await third.StopAsync();
        Assert.Empty(third.Now.Held);
    }

    [Fact]
    public async Task What_the_follower_throws_ends_the_following_and_leaves_the_shares_to_others()
    {
        await using var cosmos = new CosmosStore(server);
        await PutCalendarAsync(cosmos.Open().Store, Sample.Contoso);
        var failing = new FollowedFeed(cosmos.Open().Feed, "pusher", beforeTaking: _ => throw new InvalidDataException("a fault of the follower's"));
        await Assert.ThrowsAsync<InvalidDataException>(() => failing.Until(1));

        await using var other = new FollowedFeed(cosmos.Open().Feed, "pusher");
        await other.Until(1);
        Assert.Empty(failing.Now.Held);
    }

    private static Task<WriteResult<TeamCalendar>> PutCalendarAsync(ICalendarStore store, TenantId tenant) =>
        store.PutCalendarAsync(tenant, Sample.Team, Sample.Calendar(), Create, Sample.Adele, Stop);
}
