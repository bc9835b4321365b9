using System.Net;
using CalendarApi.Tests.Hosting;
using CalendarApi.Tests.Problems;
using Microsoft.IdentityModel.Logging;

namespace CalendarApi.Tests.Telemetry;

/// <summary>Logs carry ids, never titles, tokens or people's names.</summary>
public class LogTests(CalendarSystem system)
{
    private const string Title = "Merger with Northwind";
    private const string Place = "Room 4711";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_that_is_logged_names_people_titles_or_tokens(bool fails)
    {
        var log = new CapturedLog();
        using var api = system.Start(services: services =>
        {
            log.AddTo(services);
            if (fails)
            {
                FaultyStore.Put(services);
            }
        });
        var tenant = system.NewTenant().At(api.Address);
        using var adele = tenant.SignIn(change: Named);
        using var refused = tenant.SignIn(change: claims =>
        {
            Named(claims);
            claims["aud"] = "https://graph.microsoft.com";
        });
        using var forged = new Caller(api.Address, adele.User, $"{adele.Token![..adele.Token!.LastIndexOf('.')]}.{new string('A', 342)}");
        var item = Samples.With(Samples.With(Samples.Event, "title", $"\"{Title}\""), "location", $"\"{Place}\"");

        await adele.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, "name", $"\"{Title}\""));
        await adele.PutAsync("/api/calendars/team/events/standup", item);
        await adele.PutAsync("/api/calendars/team/events/standup", item + "}");
        await adele.PutAsync("/api/calendars/team/events/standup", Samples.With(item, "start", "\"never\""));
        await adele.ImportAsync("team", $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261123T090000Z\r\nSUMMARY:{Title}\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:{Title}\r\n");
        await adele.PutAsync("/api/people/zoe", Samples.Person);
        await adele.GetAsync("/api/people?q=%C3%85ngstr%C3%B6m");
        await adele.PostAsync("/api/negotiate");
        await adele.GetAsync($"/api/changes?since={Uri.EscapeDataString(Title)}&access_token={adele.Token}");
        (await refused.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Unauthorized);
        (await forged.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Unauthorized);

        Assert.Equal(fails, log.Lines.Any(line => line.Contains(FaultyStore.Secret, StringComparison.Ordinal)));
        foreach (var secret in (string[])[Title, Place, "Adele Vance", "adele@contoso.example", "Ångström", "zoe@partner.example", .. new[] { adele, refused, forged }.SelectMany(caller => caller.Token!.Split('.'))])
        {
            Assert.DoesNotContain(log.Lines, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase) || line.Contains(Uri.EscapeDataString(secret), StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task A_refused_token_writes_no_line_or_whoever_sends_them_fills_the_log()
    {
        var log = new CapturedLog();
        using var api = system.Start(services: log.AddTo);
        var tenant = system.NewTenant().At(api.Address);
        using var refused = tenant.SignIn(change: claims => claims["aud"] = "https://graph.microsoft.com");
        using var garbage = new Caller(api.Address, Guid.NewGuid(), "a.b.c");
        (await refused.GetAsync("/api/calendars")).Is(HttpStatusCode.Unauthorized);
        (await garbage.GetAsync("/api/calendars")).Is(HttpStatusCode.Unauthorized);

        // What the host says of its own start may come at any time beside the requests.
        Assert.DoesNotContain(log.Lines, line => !line.StartsWith("Microsoft.Hosting.Lifetime", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_switches_for_names_and_tokens_in_the_log_are_off_and_refused_outside_Development()
    {
        using var api = system.Start(new Dictionary<string, string> { ["AzureAd:Instance"] = "https://login.microsoftonline.com/", ["Tenants:Allowed"] = "*" }, "Production");
        using var nobody = new Caller(api.Address, Guid.Empty, "a.b.c");

        (await nobody.GetAsync("/api/calendars")).Is(HttpStatusCode.Unauthorized);
        Assert.False(IdentityModelEventSource.ShowPII);
        Assert.False(IdentityModelEventSource.LogCompleteSecurityArtifact);

        var refusal = await system.RefusalAsync(
            new Dictionary<string, string> { ["AzureAd:Instance"] = "https://login.microsoftonline.com/", ["AzureAd:EnablePiiLogging"] = "true" }, "Production");
        Assert.Contains("AzureAd:EnablePiiLogging", refusal, StringComparison.Ordinal);
    }

    private static void Named(Dictionary<string, object> claims)
    {
        claims["name"] = "Adele Vance";
        claims["preferred_username"] = "adele@contoso.example";
    }
}
