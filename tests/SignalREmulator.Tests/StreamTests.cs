using System.Text;
using Microsoft.AspNetCore.SignalR.Client;

namespace SignalREmulator.Tests;

/// <summary>Streams that a client asks for and a server sends over REST.</summary>
public sealed class StreamTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private readonly string hub = $"h{Guid.NewGuid():N}";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Items_reach_the_stream_that_the_client_began_until_the_last(bool messagePack)
    {
        await using var client = shared.Emulator.Client(hub, "anna", messagePack: messagePack);
        await client.StartAsync(TestContext.Current.CancellationToken);
        var id = client.ConnectionId!;

        // The .NET client counts its calls from 1.
        var stream = await client.StreamAsChannelAsync<string>("listen", TestContext.Current.CancellationToken);
        Assert.Equal(202, await SendAsync(id, "1", "\"one\""));
        Assert.Equal(202, await SendAsync(id, "unknown", "\"lost\""));
        Assert.Equal(202, await SendAsync(id, "1", "\"two\"", "&completed=true"));

        Assert.Equal("one", await stream.NextAsync());
        Assert.Equal("two", await stream.NextAsync());
        await stream.Completion.Soon();

        var failing = await client.StreamAsChannelAsync<string>("listen", TestContext.Current.CancellationToken);
        Assert.Equal(202, await CallAsync(id, "2/:complete", body: null, "&reason=no%20more"));
        Assert.Contains("no more", (await Assert.ThrowsAnyAsync<Exception>(() => failing.Completion.Soon())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_goes_out_as_it_came_in()
    {
        await using var client = await RawClient.OpenAsync(shared.Emulator, hub, "anna");
        var id = await OnlyConnectionAsync();

        Assert.Equal(202, await SendAsync(id, "a/b", " {\"x\": [1.50]} "));
        Assert.Equal(202, await CallAsync(id, "7/:send", Body("application/x-msgpack", [0x92, 1, 0xC0])));
        byte[] frame = [.. "{\"type\":2,\"invocationId\":\"8\",\"item\":5}"u8, 0x1E];
        Assert.Equal(202, await CallAsync(id, "8/:send", Body("application/octet-stream", [0x81, 0xA4, .. "json"u8, 0xC4, (byte)frame.Length, .. frame]), "&completed=True"));
        Assert.Equal(202, await CallAsync(id, "9/:complete", body: null));
        Assert.Equal(202, await CallAsync(id, "10/:complete", body: null, "&error=as%20the%20SDK%20says%20it"));

        Assert.Equal("{\"type\":2,\"invocationId\":\"a/b\",\"item\": {\"x\": [1.50]} }", await client.FrameAsync());
        Assert.Equal("{\"type\":2,\"invocationId\":\"7\",\"item\":[1,null]}", await client.FrameAsync());
        Assert.Equal("{\"type\":2,\"invocationId\":\"8\",\"item\":5}", await client.FrameAsync());
        Assert.Equal("{\"type\":3,\"invocationId\":\"8\"}", await client.FrameAsync());
        Assert.Equal("{\"type\":3,\"invocationId\":\"9\"}", await client.FrameAsync());
        Assert.Equal("{\"type\":3,\"invocationId\":\"10\",\"error\":\"as the SDK says it\"}", await client.FrameAsync());
    }

    [Theory]
    [InlineData("%20", "1", "")]
    [InlineData("1", "", "")]
    [InlineData("1", "{", "")]
    [InlineData("1", "1 2", "")]
    [InlineData("1", "1", "&completed=perhaps")]
    public async Task A_bad_item_is_refused(string stream, string item, string query) => Assert.Equal(400, await SendAsync("gone", Uri.UnescapeDataString(stream), item, query));

    [Fact]
    public async Task A_streams_id_has_a_hundred_characters_at_most()
    {
        Assert.Equal(202, await SendAsync("gone", new string('x', 100), "1"));
        Assert.Equal(400, await SendAsync("gone", new string('x', 101), "1"));
        Assert.Equal(400, await CallAsync("gone", $"{new string('x', 101)}/:complete", body: null));
    }

    private Task<int> SendAsync(string id, string stream, string item, string query = "") =>
        CallAsync(id, $"{Uri.EscapeDataString(stream)}/:send", Body("application/json", Encoding.UTF8.GetBytes(item)), query);

    private async Task<int> CallAsync(string id, string path, HttpContent? body, string query = "")
    {
        using var answer = await shared.Emulator.CallAsync(HttpMethod.Post, $"/api/hubs/{hub}/connections/{id}/streams/{path}?api-version={RunningEmulator.Version}{query}", body);
        return (int)answer.StatusCode;
    }

    private async Task<string> OnlyConnectionAsync()
    {
        await shared.Emulator.AddUserAsync(hub, "anna", "team", ttl: 0);
        using var answer = await shared.Emulator.CallAsync(HttpMethod.Get, $"/api/hubs/{hub}/groups/team/connections?api-version={RunningEmulator.Version}");
        using var page = System.Text.Json.JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return page.RootElement.GetProperty("value").EnumerateArray().Single().GetProperty("connectionId").GetString()!;
    }

    private static ByteArrayContent Body(string type, byte[] bytes) => new(bytes) { Headers = { ContentType = new(type) } };
}
