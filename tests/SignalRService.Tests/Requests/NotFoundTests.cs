using SignalRService.Tests.ScriptedService;

namespace SignalRService.Tests.Requests;

public class NotFoundTests
{
    public static TheoryData<string, Func<SignalRHub, CancellationToken, Task<bool>>> Questions => new()
    {
        { "Info.User.NotInGroup", (hub, ct) => hub.IsUserInGroupAsync("u", "g", ct) },
        { "Warning.User.NotExisted", (hub, ct) => hub.UserExistsAsync("u", ct) },
        { "Warning.Group.NotExisted", (hub, ct) => hub.GroupExistsAsync("g", ct) },
        { "Warning.Connection.NotExisted", (hub, ct) => hub.ConnectionExistsAsync("c", ct) },
        { "Warning.Connection.NotExisted", (hub, ct) => hub.CloseConnectionAsync("c", cancellationToken: ct) },
        { "Error.Connection.NotExisted", (hub, ct) => hub.AddConnectionToGroupAsync("c", "g", ct) },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_404_with_the_right_word_means_no(string code, Func<SignalRHub, CancellationToken, Task<bool>> ask)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(404, code).Then(200);
        using var host = Client.Host(server.ConnectionString());

        Assert.False(await ask(host.Hub(), TestContext.Current.CancellationToken));
        Assert.True(await ask(host.Hub(), TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task A_404_without_it_is_a_wrong_address_and_never_a_no(string code, Func<SignalRHub, CancellationToken, Task<bool>> ask)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Then(404).Then(404, "Error.Of.Another.Kind");
        using var host = Client.Host(server.ConnectionString());

        var failure = await Assert.ThrowsAsync<SignalRServiceException>(() => ask(host.Hub(), TestContext.Current.CancellationToken));
        Assert.NotEqual(code, failure.ErrorCode);
        await Assert.ThrowsAsync<SignalRServiceException>(() => ask(host.Hub(), TestContext.Current.CancellationToken));
    }
}
