using System.Text.Json;

namespace SignalREmulator.Tests;

/// <summary>Commands for the connections that a filter selects (<c>:execute</c>).</summary>
public sealed class ExecuteTests(SharedEmulator shared) : IClassFixture<SharedEmulator>
{
    private readonly string hub = $"h{Guid.NewGuid():N}";

    [Fact]
    public async Task A_message_reaches_the_selected_clients_of_either_protocol_and_no_other()
    {
        await using var anna = shared.Emulator.Client(hub, "anna");
        await using var anton = shared.Emulator.Client(hub, "anton", messagePack: true);
        await using var ben = shared.Emulator.Client(hub, "ben");
        var (toAnna, toAnton, toBen) = (anna.Texts(), anton.Texts(), ben.Texts());
        foreach (var client in new[] { anna, anton, ben })
        {
            await client.StartAsync(TestContext.Current.CancellationToken);
        }

        using var answer = await ExecuteAsync("startswith(userId, 'an')", """[{"type":"SendMessage","message":{"target":"say","arguments":["psst"]}}]""");
        await shared.Emulator.SendAsync(hub, "", "say", "all");

        Assert.Equal(202, (int)answer.StatusCode);
        Assert.Equal(["psst", "all"], [await toAnna.NextAsync(), await toAnna.NextAsync()]);
        Assert.Equal(["psst", "all"], [await toAnton.NextAsync(), await toAnton.NextAsync()]);
        Assert.Equal("all", await toBen.NextAsync());
    }

    [Fact]
    public async Task Commands_work_in_their_order_and_one_after_a_close_has_nobody_left()
    {
        await using var client = await RawClient.OpenAsync(shared.Emulator, hub, "anna");
        await shared.Emulator.AddUserAsync(hub, "anna", "old", ttl: 0);

        using var answer = await ExecuteAsync("userId eq 'anna' and 'old' in groups", """
            [ {"type":"LeaveGroup","group":"old"}, {"type":"JoinGroup","group":"new"}, {"type":"SendMessage","message":{"Target":"say","Arguments":["1"]}},
              {"type":"SendMessage","message":{"target":"say","arguments":["2"]}}, {"type":"JoinGroup","group":"newest"}, {"type":"LeaveGroup","group":"new"} ]
            """);
        Assert.Equal(202, (int)answer.StatusCode);
        Assert.Equal("404 404 200", $"{await GroupAsync("old")} {await GroupAsync("new")} {await GroupAsync("newest")}");

        using var closing = await ExecuteAsync("'newest' in groups", """
            [ {"type":"SendMessage","message":{"target":"say","arguments":["3"]}}, {"type":"CloseConnection","reason":"enough"},
              {"type":"SendMessage","message":{"target":"say","arguments":["never"]}}, {"type":"JoinGroup","group":"old"} ]
            """);
        Assert.Equal(202, (int)closing.StatusCode);
        foreach (var said in new[] { "1", "2", "3" })
        {
            Assert.Equal($$"""{"type":1,"target":"say","arguments":["{{said}}"]}""", await client.FrameAsync());
        }

        Assert.Equal("""{"type":7,"error":"enough","allowReconnect":true}""", await client.FrameAsync());
        Assert.Null(await client.FrameAsync());
        Assert.Equal("404 404", $"{await GroupAsync("old")} {await GroupAsync("newest")}");
    }

    [Fact]
    public async Task Without_a_filter_everyone_of_the_hub_is_meant_and_nobody_of_another()
    {
        await using var mine = await RawClient.OpenAsync(shared.Emulator, hub);
        await using var other = await RawClient.OpenAsync(shared.Emulator, $"x{hub}");

        using var answer = await ExecuteAsync(filter: null, """[{"type":"SendMessage","message":{"target":"say"}}]""");
        await shared.Emulator.SendAsync($"x{hub}", "", "say", "yours");

        Assert.Equal(202, (int)answer.StatusCode);
        Assert.Equal("""{"type":1,"target":"say","arguments":[]}""", await mine.FrameAsync());
        Assert.Contains("yours", await other.FrameAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("userId eq", "[]", "filter")]
    [InlineData("userId eq 5", "[]", "filter")]
    [InlineData("", "[]", "filter")]
    [InlineData("true&filter=true", "[]", "filter")]
    [InlineData("true", "", "payload")]
    [InlineData("true", "{}", "payload")]
    [InlineData("true", "null", "payload")]
    [InlineData("true", "[null]", "payload")]
    [InlineData("true", "[{}]", "payload")]
    [InlineData("true", """[{"type":"Shout"}]""", "payload")]
    [InlineData("true", """[{"type":1}]""", "payload")]
    [InlineData("true", """[{"type":"JoinGroup"}]""", "payload")]
    [InlineData("true", """[{"type":"JoinGroup","group":" "}]""", "payload")]
    [InlineData("true", """[{"type":"LeaveGroup","group":7}]""", "payload")]
    [InlineData("true", """[{"type":"SendMessage"}]""", "payload")]
    [InlineData("true", """[{"type":"SendMessage","message":{"arguments":[]}}]""", "payload")]
    [InlineData("true", """[{"type":"SendMessage","message":{"target":"x","arguments":{}}}]""", "payload")]
    [InlineData("true", """[{"type":"CloseConnection","reason":{}}]""", "payload")]
    public async Task A_bad_filter_or_command_is_refused_and_nothing_is_done(string filter, string commands, string target)
    {
        await using var client = shared.Emulator.Client(hub, "anna");
        await client.StartAsync(TestContext.Current.CancellationToken);
        if (commands.StartsWith("[{", StringComparison.Ordinal))
        {
            commands = $$"""[{"type":"JoinGroup","group":"team"},{{commands[1..]}}""";
        }

        using var answer = await ExecuteAsync(filter.Replace("&filter=", "\0", StringComparison.Ordinal), commands);

        Assert.Equal(400, (int)answer.StatusCode);
        using var error = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(target, error.RootElement.GetProperty("target").GetString());
        Assert.Equal(404, await GroupAsync("team"));
    }

    private Task<HttpResponseMessage> ExecuteAsync(string? filter, string commands)
    {
        var query = filter is null ? "" : string.Concat(filter.Split('\0').Select(part => $"&filter={Uri.EscapeDataString(part)}"));
        return shared.Emulator.CallAsync(HttpMethod.Post, $"/api/hubs/{hub}/:execute?api-version=2023-07-01{query}", RunningEmulator.Json(commands));
    }

    private async Task<int> GroupAsync(string group)
    {
        using var answer = await shared.Emulator.CallAsync(HttpMethod.Head, $"/api/v1/hubs/{hub}/groups/{group}");
        return (int)answer.StatusCode;
    }
}
