using System.Net;
using System.Net.Http.Json;
using EndToEnd.Tests.Clients;
using EndToEnd.Tests.Drivers;
using EndToEnd.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace EndToEnd.Tests.Isolation;

/// <summary>A change reaches every other client of its tenant and no client of another tenant, with either store.</summary>
public abstract class TenantIsolationCases(RunningSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_change_reaches_every_client_of_its_tenant_and_none_of_another()
    {
        // Both tenants use the same ids, so only the tenant keeps their items apart.
        var calendar = $"team-{Guid.NewGuid():N}";
        using var adele = await system.SignInAsync("adele@contoso.example", Cancel);
        using var alex = await system.SignInAsync("alex@contoso.example", Cancel);
        using var diego = await system.SignInAsync("diego@fabrikam.example", Cancel);
        await adele.CreateCalendarAsync(calendar, "Contoso's", Cancel);
        await diego.CreateCalendarAsync(calendar, "Fabrikam's", Cancel);

        await using var contoso1 = await FollowingClient.ConnectAsync(adele, Cancel);
        await using var contoso2 = await FollowingClient.ConnectAsync(alex, Cancel);
        await using var contosoNode = await NodeClient.ConnectAsync(alex, Cancel);
        await using var fabrikam = await FollowingClient.ConnectAsync(diego, Cancel);
        await using var fabrikamNode = await NodeClient.ConnectAsync(diego, Cancel);

        await adele.WriteEventAsync(calendar, "standup", "Contoso stand-up", Cancel);
        var contosoVersion = await adele.ReadVersionAsync(Cancel);
        await contoso1.ReachesAsync(contosoVersion, Cancel);
        await contoso2.HearsAsync(push => push.Version >= contosoVersion, Cancel);
        await contosoNode.HearsAsync(push => push.Version >= contosoVersion, Cancel);

        // Fabrikam's own change takes the same way after Contoso's. When it has arrived, a leaked push would have arrived, too.
        await diego.WriteEventAsync(calendar, "standup", "Fabrikam stand-up", Cancel);
        await diego.WriteEventAsync(calendar, "retro", "Fabrikam retrospective", Cancel);
        var fabrikamVersion = await diego.ReadVersionAsync(Cancel);
        await fabrikam.ReachesAsync(fabrikamVersion, Cancel);
        await fabrikam.HearsAsync(push => push.Version >= fabrikamVersion, Cancel);
        await fabrikamNode.HearsAsync(push => push.Version >= fabrikamVersion, Cancel);

        Assert.All(fabrikam.Pushes.Concat(fabrikamNode.Pushes), push => Assert.True(push.Version <= fabrikamVersion));
        Assert.Equal(["retro", "standup"], (await diego.ReadEventsAsync(calendar, Cancel)).Keys.Order());
        Assert.Equal(["standup"], (await alex.ReadEventsAsync(calendar, Cancel)).Keys);
        Assert.DoesNotContain("retro", contoso2.Shown(calendar).Keys);
    }

    [Fact]
    public async Task Another_tenants_calendar_answers_exactly_as_one_that_never_was()
    {
        var calendar = $"secret-{Guid.NewGuid():N}";
        using var adele = await system.SignInAsync("adele@contoso.example", Cancel);
        using var diego = await system.SignInAsync("diego@fabrikam.example", Cancel);
        await adele.CreateCalendarAsync(calendar, "Contoso's", Cancel);
        var etag = await adele.WriteEventAsync(calendar, "merger", "Merger", Cancel);

        foreach (var path in (string[])[$"api/calendars/{calendar}", $"api/calendars/{calendar}/events", $"api/calendars/{calendar}/events/merger", $"api/calendars/{calendar}/export.ics"])
        {
            using var foreign = await diego.GetResponseAsync(path, Cancel);
            using var unknown = await diego.GetResponseAsync(path.Replace(calendar, "never-was", StringComparison.Ordinal), Cancel);
            Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
            var foreignProblem = await ApiClient.ReadProblemAsync(foreign, Cancel);
            var unknownProblem = await ApiClient.ReadProblemAsync(unknown, Cancel);
            Assert.Equal(
                unknownProblem.EnumerateObject().Where(member => member.Name != "traceId").Select(member => member.ToString().Replace("never-was", calendar, StringComparison.Ordinal)),
                foreignProblem.EnumerateObject().Where(member => member.Name != "traceId").Select(member => member.ToString()));
        }

        using var overwrite = await diego.PutEventAsync(calendar, "merger", "Taken over", Cancel, etag);
        Assert.Equal(HttpStatusCode.NotFound, overwrite.StatusCode);
        using var delete = new HttpRequestMessage(HttpMethod.Delete, new Uri($"api/calendars/{calendar}/events/merger", UriKind.Relative)) { Headers = { { "If-Match", etag } } };
        using var deleted = await diego.SendAsync(delete, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, deleted.StatusCode);
        Assert.Equal(["merger"], (await adele.ReadEventsAsync(calendar, Cancel)).Keys);
    }

    [Fact]
    public async Task A_sync_token_of_one_tenant_opens_nothing_of_it_to_another()
    {
        var calendar = $"team-{Guid.NewGuid():N}";
        using var adele = await system.SignInAsync("adele@contoso.example", Cancel);
        using var miriam = await system.SignInAsync("miriam@northwind.example", Cancel);
        await adele.CreateCalendarAsync(calendar, "Contoso's", Cancel);
        var token = (await adele.GetAsync("api/changes/head", Cancel))["token"]!.GetValue<string>();
        await adele.WriteEventAsync(calendar, "secret", "Contoso only", Cancel);

        using var answer = await miriam.GetResponseAsync($"api/changes?since={Uri.EscapeDataString(token)}", Cancel);

        Assert.DoesNotContain("Contoso only", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(calendar, await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_client_sends_through_SignalR_changes_nothing_and_reaches_nobody()
    {
        using var adele = await system.SignInAsync("adele@contoso.example", Cancel);
        using var diego = await system.SignInAsync("diego@fabrikam.example", Cancel);
        var calendar = $"team-{Guid.NewGuid():N}";
        await diego.CreateCalendarAsync(calendar, "Fabrikam's", Cancel);
        await using var victim = await FollowingClient.ConnectAsync(diego, Cancel);
        await using var attacker = new HubConnectionBuilder()
            .WithUrl(new Uri(system.Api, "api"), options => options.AccessTokenProvider = () => Task.FromResult<string?>(adele.Token))
            .Build();
        await attacker.StartAsync(Cancel);

        await attacker.SendAsync("reload", new { epoch = "forged", since = 0, version = 999_999_999, changes = 1 }, Cancel);
        await attacker.SendAsync("JoinGroup", "bbbbbbbb-2222-4222-8222-222222222222", Cancel);

        await diego.WriteEventAsync(calendar, "standup", "Fabrikam stand-up", Cancel);
        var version = await diego.ReadVersionAsync(Cancel);
        await victim.HearsAsync(push => push.Version >= version, Cancel);
        Assert.DoesNotContain(victim.Pushes, push => push.Epoch == "forged");
    }

    [Fact]
    public async Task An_imported_file_shows_in_the_other_clients()
    {
        var calendar = $"import-{Guid.NewGuid():N}";
        using var adele = await system.SignInAsync("adele@contoso.example", Cancel);
        using var alex = await system.SignInAsync("alex@contoso.example", Cancel);
        await adele.CreateCalendarAsync(calendar, "Imported", Cancel);
        await using var other = await FollowingClient.ConnectAsync(alex, Cancel);

        var report = await adele.ImportAsync(calendar, Samples.TeamWeek, Cancel);

        Assert.Equal(3, report["created"]!.GetValue<int>());
        await other.ReachesAsync(await adele.ReadVersionAsync(Cancel), Cancel);
        Assert.Equivalent(await adele.ReadEventsAsync(calendar, Cancel), other.Shown(calendar), strict: true);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_answered()
    {
        using var http = new HttpClient { BaseAddress = system.Api };
        foreach (var path in (string[])["api/calendars", "api/changes/head"])
        {
            using var response = await http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        using var negotiate = await http.PostAsJsonAsync(new Uri("api/negotiate?negotiateVersion=1", UriKind.Relative), new { }, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, negotiate.StatusCode);
    }
}
