using SignalRService.Tests.ScriptedService;

namespace SignalRService.Tests.Requests;

public class ListingTests
{
    private const string FirstPage = """{"value":[{"connectionId":"a","userId":"t:u"},{"connectionId":"b"}],"nextLink":"NEXT?api-version=2024-12-01&continuationToken=b%2F%2B%3D&maxpagesize=2"}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("https://signalr.example/api/hubs/calendar/groups/g/connections")]
    // A compromised service must not be able to direct our credential to another address.
    [InlineData("https://evil.example/steal")]
    public async Task Pages_are_followed_by_their_place_alone_and_never_to_another_address(string next)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(200, json: FirstPage.Replace("NEXT", next, StringComparison.Ordinal)).Then(200, json: """{"value":[{"connectionId":"c","userId":"t:v"}]}""");
        using var host = Client.Host(server.ConnectionString());

        var connections = await host.Hub().GetGroupConnectionsAsync("a group/1", Stop).ToListAsync(Stop);

        Assert.Equal([new("a", "t:u"), new("b", null), new GroupConnection("c", "t:v")], connections);
        const string path = "/api/hubs/calendar/groups/a%20group%2F1/connections?api-version=2024-12-01";
        Assert.Equal([$"GET {path}", $"GET {path}&continuationToken=b%2F%2B%3D"], server.Received.Select(request => $"{request.Method} {request.Target}"));
    }

    [Theory]
    [InlineData("""{"value":[]}""")]
    [InlineData("""{"value":[],"nextLink":null}""")]
    [InlineData("""{"value":[],"nextLink":"https://signalr.example/nowhere"}""")]
    [InlineData("{}")]
    public async Task An_empty_group_has_nobody(string answer)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(200, json: answer);
        using var host = Client.Host(server.ConnectionString());

        Assert.Empty(await host.Hub().GetGroupConnectionsAsync("g", Stop).ToListAsync(Stop));
    }

    [Fact]
    public async Task An_answer_that_is_no_page_is_the_services_failure()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(200, json: "<html>");
        using var host = Client.Host(server.ConnectionString());

        await Assert.ThrowsAsync<SignalRServiceException>(() => host.Hub().GetGroupConnectionsAsync("g", Stop).ToListAsync(Stop).AsTask());
    }
}
