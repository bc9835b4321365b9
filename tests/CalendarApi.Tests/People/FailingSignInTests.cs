using System.Net;
using CalendarApi.Tests.Hosting;
using CalendarApi.Tests.Problems;

namespace CalendarApi.Tests.People;

public class FailingSignInTests(CalendarSystem system)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_fails_is_logged_and_the_API_goes_on(bool unavailable)
    {
        using var log = new CapturedLog();
        using var api = system.Start(services: services =>
        {
            log.AddTo(services);
            if (unavailable)
            {
                FaultyStore.PutAway(services);
            }
            else
            {
                FaultyStore.Put(services);
            }
        });
        using var caller = system.NewTenant().At(api.Address).SignIn(change: claims => claims["name"] = "Adele Vance");

        (await caller.PostAsync("/api/negotiate")).Is(HttpStatusCode.OK);
        await Waiting.UntilAsync(() => log.Lines.Any(line => line.Contains($"User {caller.User} of tenant", StringComparison.Ordinal)));

        (await caller.PostAsync("/api/negotiate")).Is(HttpStatusCode.OK);
        Assert.DoesNotContain(log.Lines, line => line.Contains("Adele", StringComparison.Ordinal));
    }
}
