using System.Net;

namespace EndToEnd.Tests;

public class WholeSystemTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Every_part_becomes_healthy_and_the_API_answers()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        var data = Directory.CreateTempSubdirectory("calendar-");
        try
        {
            await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
                [$"--Data:Path={Path.Combine(data.FullName, "calendar.db")}", "--CalendarWeb:Run=none"], limit.Token);
            await using var app = await builder.BuildAsync(limit.Token);
            await app.StartAsync(limit.Token);

            foreach (var resource in new[] { "identity", "signalr-emulator", "signalr", "calendar", "calendar-api", "notification-service" })
            {
                await app.ResourceNotifications.WaitForResourceHealthyAsync(resource, limit.Token);
            }

            using var client = app.CreateHttpClient("calendar-api");
            using var answer = await client.GetAsync(new Uri("/health", UriKind.Relative), limit.Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }
}
