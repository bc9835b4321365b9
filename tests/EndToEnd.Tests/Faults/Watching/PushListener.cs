using System.Collections.Concurrent;
using EndToEnd.Tests.Clients;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace EndToEnd.Tests.Faults.Watching;

/// <summary>A bare connection of a tenant's user that keeps every push it is sent, and comes back whenever it is lost.</summary>
internal sealed class PushListener : IAsyncDisposable
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    private readonly HubConnection connection;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim lost = new(0);
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task staying = Task.CompletedTask;

    private PushListener(RunningSystem system, TokenCache tokens)
    {
        connection = new HubConnectionBuilder()
            .WithUrl(new Uri(system.Api, "api"), options => options.AccessTokenProvider = async () => (await tokens.GetAsync(renew: false, stopping.Token)).Value)
            .Build();
        connection.On<Reload>("reload", Pushes.Enqueue);
        connection.Closed += _ =>
        {
            lost.Release();
            return Task.CompletedTask;
        };
    }

    public ConcurrentQueue<Reload> Pushes { get; } = new();

    public static async Task<PushListener> ConnectAsync(RunningSystem system, TokenCache tokens, CancellationToken cancellationToken)
    {
        var listener = new PushListener(system, tokens);
        listener.staying = listener.StayAsync();
        await listener.connected.Task.WaitAsync(RunningSystem.Patience, cancellationToken);
        return listener;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await staying;
        await connection.DisposeAsync();
        stopping.Dispose();
        lost.Dispose();
    }

    private async Task StayAsync()
    {
        try
        {
            while (true)
            {
                try
                {
                    await connection.StartAsync(stopping.Token);
                    connected.TrySetResult();
                    await lost.WaitAsync(stopping.Token);
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
                {
                    // Nobody is there to connect to, or it does not want us just now.
                    await Task.Delay(BetweenAttempts, stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }
}
