using CalendarStore.Changes;
using CalendarStore.Feed;
using CalendarStore.Hosting;
using CalendarStore.Tests.Following;
using CalendarStore.Tests.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.Calendars;
using TeamCalendars.Writes;

namespace CalendarStore.Tests.Hosting;

public sealed class HostingTests : IDisposable
{
    private readonly StoreFile file = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_host_opens_the_store_of_its_connection_string_and_is_healthy()
    {
        using var host = Build(file.ConnectionString);
        await host.StartAsync(Stop);

        Assert.True(File.Exists(file.Path));
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);
        Assert.Equal(HealthStatus.Healthy, report.Entries["calendar"].Status);
        Assert.Equal(0, (await host.Services.GetRequiredService<ICalendarStore>().GetPositionAsync(Sample.Contoso, Stop)).Version);
        Assert.Empty(await FollowedFeed.ReadAsync(host.Services.GetRequiredService<IChangeFeed>(), 0));
        await host.StopAsync(Stop);
    }

    [Fact]
    public async Task A_store_that_cannot_be_read_is_unhealthy()
    {
        using var host = Build(file.ConnectionString);
        await host.StartAsync(Stop);
        await host.Services.GetRequiredService<CalendarStoreConnection>().DisposeAsync();

        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Stop);

        Assert.Equal(HealthStatus.Unhealthy, report.Entries["calendar"].Status);
    }

    [Fact]
    public async Task Without_a_connection_string_the_host_does_not_start_and_says_what_is_missing()
    {
        using var host = Build(null);

        Assert.Contains("ConnectionStrings:calendar", (await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Stop))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Old_tombstones_are_forgotten_while_the_host_runs()
    {
        using var host = Build(file.ConnectionString);
        await host.StartAsync(Stop);
        var store = host.Services.GetRequiredService<ICalendarStore>();
        var created = (WriteResult<TeamCalendar>.Written)await store.PutCalendarAsync(Sample.Contoso, Sample.Team, Sample.Calendar(), new WriteCondition.Create(), Sample.Adele, Stop);
        await store.DeleteCalendarAsync(Sample.Contoso, Sample.Team, created.Item!.Revision.ETag, Sample.Adele, Stop);

        time.Advance(StoreLimits.TombstoneLifetime.ToTimeSpan() + TimeSpan.FromHours(2));

        // The upkeep sends no signal when it is done.
        await Waiting.UntilAsync(async () => await store.GetChangesAsync(Sample.Contoso, created.Position, 10, Stop) is ChangesResult.Expired);

        await host.StopAsync(Stop);
    }

    private IHost Build(string? connectionString)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["ConnectionStrings:calendar"] = connectionString;
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.AddCalendarStore("calendar");
        return builder.Build();
    }
}
