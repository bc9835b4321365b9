using System.Net;

namespace SignalREmulator.Tests;

/// <summary>Hubs are separate, even if their users and groups have the same names.</summary>
public sealed class IsolationTests
{
    [Fact]
    public async Task The_same_user_group_and_connection_names_in_two_hubs_never_meet()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.AddUserAsync("north", "anna", "team");
        await emulator.AddUserAsync("south", "anna", "team");
        await using var north = emulator.Client("north", "anna");
        await using var south = emulator.Client("south", "anna");
        var toNorth = north.Texts();
        var toSouth = south.Texts();
        await north.StartAsync(TestContext.Current.CancellationToken);
        await south.StartAsync(TestContext.Current.CancellationToken);

        foreach (var to in new[] { "", "users/anna/", "groups/team/", $"connections/{north.ConnectionId}/" })
        {
            await emulator.SendAsync("north", to, "say", "north");
            await emulator.SendAsync("south", to.Replace(north.ConnectionId!, south.ConnectionId, StringComparison.Ordinal), "say", "south");
            // A send to a connection of the other hub.
            await emulator.SendAsync("south", $"connections/{north.ConnectionId}/", "say", "astray");
        }

        await emulator.SendAsync("north", "", "say", "end");
        await emulator.SendAsync("south", "", "say", "end");
        Assert.Equal(["north", "north", "north", "north", "end"], await TakeAsync(toNorth));
        Assert.Equal(["south", "south", "south", "south", "end"], await TakeAsync(toSouth));
    }

    [Fact]
    public async Task What_is_done_to_one_hub_leaves_the_other_as_it_was()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await emulator.AddUserAsync("north", "anna", "team");
        await emulator.AddUserAsync("south", "anna", "team");
        await using var north = emulator.Client("north", "anna");
        await using var south = emulator.Client("south", "anna");
        var gone = north.Gone();
        await north.StartAsync(TestContext.Current.CancellationToken);
        await south.StartAsync(TestContext.Current.CancellationToken);

        const string Query = $"?api-version={RunningEmulator.Version}";
        await emulator.CallAsync(HttpMethod.Put, $"/api/hubs/north/groups/stray/connections/{south.ConnectionId}{Query}");
        await emulator.CallAsync(HttpMethod.Delete, $"/api/hubs/north/connections/{south.ConnectionId}{Query}");
        await emulator.CallAsync(HttpMethod.Delete, $"/api/hubs/north/users/anna/groups{Query}");
        await emulator.CallAsync(HttpMethod.Post, $"/api/hubs/north/:closeConnections{Query}");
        await gone.Soon();

        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/api/v1/hubs/north/groups/team/users/anna"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/api/v1/hubs/south/groups/stray"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/v1/hubs/south/groups/team/users/anna"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync($"/api/v1/hubs/south/connections/{south.ConnectionId}"));

        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var answer = await emulator.CallAsync(HttpMethod.Get, path);
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task A_hub_of_an_application_is_another_hub_than_the_one_without()
    {
        await using var emulator = await RunningEmulator.StartAsync();
        await using var prefixed = emulator.Client("app_calendar", "anna");
        await using var plain = emulator.Client("calendar", "anna");
        var toPrefixed = prefixed.Texts();
        var toPlain = plain.Texts();
        await prefixed.StartAsync(TestContext.Current.CancellationToken);
        await plain.StartAsync(TestContext.Current.CancellationToken);

        await emulator.CallAsync(HttpMethod.Post, "/api/hubs/Calendar/:send?application=App&api-version=2022-06-01", RunningEmulator.Json("""{"target":"say","arguments":["application"]}"""));
        await emulator.CallAsync(HttpMethod.Post, "/api/hubs/Calendar/:send?api-version=2022-06-01", RunningEmulator.Json("""{"target":"say","arguments":["plain"]}"""));

        Assert.Equal("application", await toPrefixed.NextAsync());
        Assert.Equal("plain", await toPlain.NextAsync());
    }

    private static async Task<List<string>> TakeAsync(System.Threading.Channels.ChannelReader<string> inbox)
    {
        var texts = new List<string>();
        while (texts.LastOrDefault() != "end")
        {
            texts.Add(await inbox.NextAsync());
        }

        return texts;
    }
}
