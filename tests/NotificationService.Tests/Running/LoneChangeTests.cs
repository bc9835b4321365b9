extern alias front;

using System.Diagnostics.Metrics;
using CalendarStore;
using CalendarStore.Feed;
using front::CosmosFront;
using Microsoft.Extensions.DependencyInjection;
using NotificationService.Health;
using TeamCalendars.Calendars;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace NotificationService.Tests.Running;

/// <summary>Messages are the largest part of the service's price. How many messages one change costs on Cosmos DB, where the worker learns of it in two ways.</summary>
public sealed class LoneChangeTests : IAsyncLifetime
{
    private static readonly WriteCondition Overwrite = new WriteCondition.Overwrite();

    private readonly FakeClock clock = new();
    private CosmosFrontServer cosmos = null!;
    private FakeService service = null!;
    private CalendarStoreConnection connection = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        cosmos = await CosmosFrontServer.StartAsync(Stop);
        service = await FakeService.StartAsync();
        connection = CalendarStoreConnection.Open($"{cosmos.ConnectionString};Database=lone", clock);
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await service.DisposeAsync();
        await cosmos.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_lone_change_costs_one_push_and_one_announcement_again_whether_or_not_its_nudge_arrives(bool nudged)
    {
        await WriteAsync(Changes.Fabrikam);
        await using var worker = RunningWorker.Start($"{cosmos.ConnectionString};Database=lone", service, clock);
        using var measured = new Measurements(worker.Services.GetRequiredService<IMeterFactory>());
        // From here on the worker follows the change feed.
        await service.UntilVersion(Changes.Fabrikam.Value, 1);
        var before = Heard(measured);

        await WriteAsync(Changes.Contoso);
        if (nudged)
        {
            worker.Services.GetRequiredService<IChangeFeed>().Nudge(Changes.Contoso);
        }

        await service.UntilVersion(Changes.Contoso.Value, 1);
        // In both ways, before the clock moves. The client library polls for the page by its own clock.
        await clock.AdvanceUntil(() => Heard(measured) == (before.Pages + 1, nudged ? 1 : 0), TimeSpan.Zero);

        await clock.AdvanceUntil(() => Pushes(Changes.Contoso) >= 2, TimeSpan.FromSeconds(1));
        for (var n = 0; n < 60; n++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        await WriteAsync(Changes.Fabrikam);
        await service.UntilVersion(Changes.Fabrikam.Value, 2);

        Assert.Equal([1, 1], service.Asked.Where(push => push.Group == Changes.Contoso.Value).Select(push => push.Version));
        Assert.All(measured.Of("calendar.push.delay"), delay => Assert.True(delay.Value >= 0));
    }

    [Fact]
    public async Task Two_instances_push_a_lone_change_twice_between_them_whichever_of_them_is_nudged()
    {
        await WriteAsync(Changes.Fabrikam);
        await using var first = RunningWorker.Start($"{cosmos.ConnectionString};Database=lone", service, clock);
        await using var second = RunningWorker.Start($"{cosmos.ConnectionString};Database=lone", service, clock);
        RunningWorker[] workers = [first, second];
        var measured = workers.Select(worker => new Measurements(worker.Services.GetRequiredService<IMeterFactory>())).ToArray();
        // There are two partitions, one for each worker. The other worker gets what one of them read before it lost its share, and then what is written now.
        await clock.AdvanceUntil(() => workers.All(worker => worker.Services.GetRequiredService<NotificationStatus>().Feed.Held == 1), TimeSpan.Zero);
        var divided = measured.Select(heard => Heard(heard).Pages).ToArray();
        while (measured.Zip(divided).Any(heard => Heard(heard.First).Pages == heard.Second))
        {
            await MarkAsync();
        }

        var known = new TenantId(Guid.NewGuid());
        var pages = measured.Sum(heard => Heard(heard).Pages);
        await WriteAsync(known);
        foreach (var worker in workers)
        {
            worker.Services.GetRequiredService<IChangeFeed>().Nudge(known);
        }

        // From here on both workers know that nudges are sent.
        await clock.AdvanceUntil(() => measured.All(heard => Heard(heard).Nudges == 1) && measured.Sum(heard => Heard(heard).Pages) > pages, TimeSpan.Zero);

        foreach (var nudged in workers)
        {
            var tenant = new TenantId(Guid.NewGuid());
            var (before, at) = (measured.Sum(heard => Heard(heard).Pages), measured.Sum(heard => Heard(heard).Nudges));
            await WriteAsync(tenant);
            nudged.Services.GetRequiredService<IChangeFeed>().Nudge(tenant);
            await clock.AdvanceUntil(() => measured.Sum(heard => Heard(heard).Pages) > before && measured.Sum(heard => Heard(heard).Nudges) == at + 1, TimeSpan.Zero);

            await clock.AdvanceUntil(() => Pushes(tenant) >= 2, TimeSpan.FromSeconds(1));
            for (var n = 0; n < 60; n++)
            {
                clock.Advance(TimeSpan.FromSeconds(1));
            }

            await MarkAsync();

            Assert.Equal([1, 1], service.Asked.Where(push => push.Group == tenant.Value).Select(push => push.Version));
        }

        Array.ForEach(measured, heard => heard.Dispose());
    }

    /// <summary>Writes a change of a new tenant and waits for its push.</summary>
    private async Task MarkAsync()
    {
        var marker = new TenantId(Guid.NewGuid());
        await WriteAsync(marker);
        await service.UntilVersion(marker.Value, 1);
    }

    private int Pushes(TenantId tenant) => service.Accepted.Count(push => push.Group == tenant.Value);

    /// <summary>How many heads arrived in pages, and how many by nudges.</summary>
    private static (int Pages, int Nudges) Heard(Measurements measured)
    {
        var nudges = measured.Of("calendar.feed.lag").Count(lag => lag.Tags == "calendar.feed.share=nudge");
        return (measured.Of("calendar.feed.lag").Count - nudges, nudges);
    }

    private async Task WriteAsync(TenantId tenant) => Assert.IsType<WriteResult<TeamCalendar>.Written>(await connection.Store.PutCalendarAsync(
        tenant, CalendarId.Parse("team"), new CalendarContent { Name = $"Team {Guid.NewGuid()}", TimeZone = "Europe/Berlin" }, Overwrite, new WriteContext("oid"), Stop));
}
