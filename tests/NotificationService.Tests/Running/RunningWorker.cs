using CalendarStore;
using CalendarStore.Feed;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace NotificationService.Tests.Running;

/// <summary>The real program with the test's own store and service.</summary>
internal sealed class RunningWorker(string store, FakeService service, TimeProvider? time, Func<IChangeFeed, IChangeFeed>? feed, (string Key, string Value)[] settings)
    : WebApplicationFactory<Program>
{
    public static RunningWorker Start(
        TemporaryStore store, FakeService service, TimeProvider? time = null, Func<IChangeFeed, IChangeFeed>? feed = null, params (string Key, string Value)[] settings) =>
        Start(store.ConnectionString, service, time, feed, settings);

    public static RunningWorker Start(
        string store, FakeService service, TimeProvider? time = null, Func<IChangeFeed, IChangeFeed>? feed = null, params (string Key, string Value)[] settings)
    {
        var worker = new RunningWorker(store, service, time, feed, settings);
        worker.StartServer();
        return worker;
    }

    public async Task<string> HealthAsync(string path = "/health")
    {
        using var client = CreateClient();
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:calendar", store);
        builder.UseSetting("ConnectionStrings:signalr", service.ConnectionString);
        // A clock that the test moves is ahead of real requests. Their time limit must not end them.
        if (time is not null)
        {
            builder.UseSetting("SignalR:RequestTimeout", "00:01:40");
        }

        foreach (var (key, value) in settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services =>
        {
            if (time is not null)
            {
                services.AddSingleton(time);
            }

            if (feed is not null)
            {
                services.AddSingleton(provider => feed(provider.GetRequiredService<CalendarStoreConnection>().Feed));
            }
        });
    }
}
