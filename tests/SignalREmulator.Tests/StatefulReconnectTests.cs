using System.Net;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace SignalREmulator.Tests;

/// <summary>A client whose network breaks, and which continues on the same connection.</summary>
public sealed class StatefulReconnectTests : IAsyncLifetime
{
    private const string Hub = "calendar";
    private const string NotThere = "Error.Connection.NotExisted";

    private RunningEmulator emulator = null!;
    private CuttableProxy network = null!;

    public async ValueTask InitializeAsync()
    {
        emulator = await RunningEmulator.StartAsync();
        network = new CuttableProxy(emulator);
    }

    public async ValueTask DisposeAsync()
    {
        await network.DisposeAsync();
        await emulator.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task However_often_its_network_breaks_it_hears_everything_once_in_order_and_stays_who_it_was(bool messagePack) => UntilItStaysAsync(async () =>
    {
        await using var client = Client(messagePack);
        var inbox = client.Texts();
        var lost = client.Gone();
        await client.StartAsync(TestContext.Current.CancellationToken);
        var id = client.ConnectionId;

        for (var number = 0; number < 60; number++)
        {
            if (number % 10 == 5)
            {
                network.Cut();
            }

            using var answer = await emulator.SendAsync(Hub, $"connections/{id}/", "say", $"{number}");
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        for (var number = 0; number < 60; number++)
        {
            var next = inbox.NextAsync();
            if (await Task.WhenAny(next, lost) == lost)
            {
                return false;
            }

            Assert.Equal($"{number}", await next);
        }

        Assert.Equal(id, client.ConnectionId);
        return true;
    });

    [Fact]
    public Task It_answers_after_a_break_what_it_was_asked_during_it() => UntilItStaysAsync(async () =>
    {
        await using var client = Client(messagePack: false);
        client.On("add", (int one, int other) => Task.FromResult(one + other));
        var lost = client.Gone();
        await client.StartAsync(TestContext.Current.CancellationToken);

        for (var number = 1; number < 4; number++)
        {
            var answer = await AskAsync(client.ConnectionId ?? "none", number, number);
            if (answer.Contains(NotThere, StringComparison.Ordinal))
            {
                await lost.Soon();
                return false;
            }

            Assert.Equal($$"""{"result":{{2 * number}}}""", answer);
            network.Cut();
        }

        return true;
    });

    [Fact]
    public async Task One_that_stops_or_is_closed_is_gone_at_once_and_does_not_come_back()
    {
        await using var stopping = Client(messagePack: false);
        await stopping.StartAsync(TestContext.Current.CancellationToken);
        await using var closed = Client(messagePack: false);
        var gone = closed.Gone();
        await closed.StartAsync(TestContext.Current.CancellationToken);
        var (one, other) = (stopping.ConnectionId!, closed.ConnectionId!);

        await stopping.StopAsync(TestContext.Current.CancellationToken);
        await emulator.CallAsync(HttpMethod.Delete, $"/api/v1/hubs/{Hub}/connections/{other}?reason=enough");

        Assert.Contains("enough", (await gone.Soon())!.Message, StringComparison.Ordinal);
        Assert.Contains(NotThere, await AskAsync(one, 1, 2), StringComparison.Ordinal);
        Assert.Contains(NotThere, await AskAsync(other, 1, 2), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_does_not_come_back_is_gone_after_a_while()
    {
        // By default ASP.NET Core keeps a connection without a network for 15 s.
        await using var impatient = await RunningEmulator.StartAsync(services => services.Configure<ConnectionOptions>(options => options.DisconnectTimeout = TimeSpan.FromSeconds(1)));
        await using var broken = new CuttableProxy(impatient);
        await using var client = Client(messagePack: false, impatient, broken);
        await client.StartAsync(TestContext.Current.CancellationToken);
        var id = client.ConnectionId!;

        await broken.DisposeAsync();

        // The call waits for its result until the connection is dropped.
        Assert.Contains(NotThere, await AskAsync(id, 1, 2, impatient), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_count_messages_is_not_resumed()
    {
        await using var raw = await RawClient.OpenAsync(emulator, Hub);
        await raw.SendAsync("""{"type":8,"sequenceId":1}""");
        await raw.SendAsync("""{"type":9,"sequenceId":1}""");
        await emulator.SendAsync(Hub, "", "say", "as ever");

        Assert.Equal("""{"type":1,"target":"say","arguments":["as ever"]}""", await raw.FrameAsync());
    }

    // Now and then the .NET client gives up by itself before it has tried to come back; its log shows that it heard nothing from this side. The
    // JavaScript client does not, and its tests allow for nothing of the kind.
    private static async Task UntilItStaysAsync(Func<Task<bool>> scenario)
    {
        for (var attempt = 0; attempt < 10; attempt++)
        {
            if (await scenario())
            {
                return;
            }
        }

        Assert.Fail("The client did not stay once.");
    }

    private HubConnection Client(bool messagePack, RunningEmulator? other = null, CuttableProxy? way = null)
    {
        var builder = new HubConnectionBuilder()
            .WithUrl($"{(way ?? network).Address}/client/?hub={Hub}", HttpTransportType.WebSockets, options =>
                options.AccessTokenProvider = () => Task.FromResult<string?>((other ?? emulator).ClientToken(Hub, "anna")))
            .WithStatefulReconnect();
        return (messagePack ? builder.AddMessagePackProtocol() : builder).Build();
    }

    private async Task<string> AskAsync(string id, int one, int two, RunningEmulator? other = null)
    {
        using var body = RunningEmulator.Json($$"""{"target":"add","arguments":[{{one}},{{two}}]}""");
        using var answer = await (other ?? emulator).CallAsync(HttpMethod.Post, $"/api/hubs/{Hub}/connections/{id}/:invoke?api-version={RunningEmulator.Version}", body).Soon();
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
