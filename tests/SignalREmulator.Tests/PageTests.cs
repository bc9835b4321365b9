using System.Text.Json;

namespace SignalREmulator.Tests;

/// <summary>Lists of a group's connections, page by page.</summary>
public sealed class PageTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    [Theory]
    [InlineData("maxpagesize=3", new[] { 3, 3, 1 })]
    [InlineData("maxpagesize=7", new[] { 7 })]
    [InlineData("maxpagesize=2&top=5", new[] { 2, 2, 1 })]
    [InlineData("top=4", new[] { 4 })]
    [InlineData("", new[] { 7 })]
    public async Task Pages_together_show_every_connection_once(string query, int[] sizes)
    {
        var hub = $"h{Guid.NewGuid():N}";
        await shared.Emulator.AddUserAsync(hub, "anna", "a/team");
        var clients = new List<RawClient>();
        for (var number = 0; number < 7; number++)
        {
            clients.Add(await RawClient.OpenAsync(shared.Emulator, hub, "anna"));
        }

        var pages = new List<string[]>();
        var next = $"/api/hubs/{hub}/groups/a%2Fteam/connections?api-version={RunningEmulator.Version}&{query}";
        while (next is not null)
        {
            using var answer = await shared.Emulator.CallAsync(HttpMethod.Get, next);
            using var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.All(page.RootElement.GetProperty("value").EnumerateArray(), entry => Assert.Equal("anna", entry.GetProperty("userId").GetString()));
            pages.Add([.. page.RootElement.GetProperty("value").EnumerateArray().Select(entry => entry.GetProperty("connectionId").GetString()!)]);
            next = page.RootElement.TryGetProperty("nextLink", out var link) ? link.GetString()![shared.Emulator.Address.Length..] : null;
        }

        Assert.Equal(sizes, pages.Select(page => page.Length));
        Assert.Equal(pages.Sum(page => page.Length), pages.SelectMany(page => page).Distinct().Count());
        foreach (var client in clients)
        {
            await client.DisposeAsync();
        }
    }
}
