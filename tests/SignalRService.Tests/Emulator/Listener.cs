using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;

namespace SignalRService.Tests.Emulator;

/// <summary>A SignalR client that connects with the answer of a negotiation and keeps the messages that it receives.</summary>
internal sealed class Listener : IAsyncDisposable
{
    private readonly Channel<string> heard = Channel.CreateUnbounded<string>();
    private readonly TaskCompletionSource<Exception?> closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly HubConnection connection;

    private Listener(HubConnection connection)
    {
        this.connection = connection;
        connection.On<string>("reload", text => heard.Writer.TryWrite(text));
        connection.Closed += error =>
        {
            closed.TrySetResult(error);
            return Task.CompletedTask;
        };
    }

    public string ConnectionId => connection.ConnectionId!;

    public Task<Exception?> Closed => closed.Task.WaitAsync(TimeSpan.FromSeconds(90), TestContext.Current.CancellationToken);

    public static async Task<Listener> ConnectAsync(SignalRHub hub, string user)
    {
        var negotiated = await hub.NegotiateAsync(user, new() { ExpiresAt = TimeProvider.System.GetUtcNow().AddMinutes(5) }, TestContext.Current.CancellationToken);
        var listener = new Listener(new HubConnectionBuilder()
            .WithUrl(negotiated.Url, options => options.AccessTokenProvider = () => Task.FromResult<string?>(negotiated.AccessToken))
            .Build());
        await listener.connection.StartAsync(TestContext.Current.CancellationToken);
        return listener;
    }

    public async Task<string> NextAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(90));
        return await heard.Reader.ReadAsync(limit.Token);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
