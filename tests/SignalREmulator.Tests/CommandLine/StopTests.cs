using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace SignalREmulator.Tests.CommandLine;

/// <summary>How the emulator closes its clients when it stops.</summary>
public sealed class StopTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Told_to_stop_the_program_says_goodbye_to_every_client_and_ends_well(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals on Windows.");
        await using var program = await StartedProgram.StartAsync("--port=0");
        var clients = new List<RawClient>();
        for (var number = 0; number < 20; number++)
        {
            clients.Add(await RawClient.OpenAsync(program.Address, "chat"));
        }

        var stopping = program.StopAsync(signal);

        foreach (var client in clients)
        {
            Assert.Equal("""{"type":7,"allowReconnect":true}""", await client.FrameAsync());
            Assert.Null(await client.FrameAsync());
            await client.DisposeAsync();
        }

        Assert.Equal(0, await stopping);
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task On_every_transport_a_client_learns_that_it_may_come_back(HttpTransportType transport)
    {
        var emulator = await RunningEmulator.StartAsync();
        await using var client = emulator.Client("chat", transport: transport, configure: builder => builder.WithAutomaticReconnect(new Never()));
        var reconnecting = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously);
        client.Reconnecting += reason =>
        {
            reconnecting.TrySetResult(reason);
            return Task.CompletedTask;
        };
        await client.StartAsync(TestContext.Current.CancellationToken);

        await emulator.DisposeAsync();

        // A client reconnects only after a Close frame that allows it, or when its transport breaks. The frame has no error.
        // With the other transports, a sending request may be the first to notice that the connection has ended.
        var reason = await reconnecting.Task.Soon();
        if (transport == HttpTransportType.WebSockets)
        {
            Assert.Null(reason);
        }
    }

    [Fact]
    public async Task A_client_that_does_not_listen_does_not_keep_the_emulator_from_stopping()
    {
        var emulator = await RunningEmulator.StartAsync();
        await using var deaf = await RawClient.OpenAsync(emulator, "chat");

        await emulator.DisposeAsync().AsTask().Soon();
    }

    private sealed class Never : IRetryPolicy
    {
        public TimeSpan? NextRetryDelay(RetryContext retryContext) => Timeout.InfiniteTimeSpan;
    }
}
