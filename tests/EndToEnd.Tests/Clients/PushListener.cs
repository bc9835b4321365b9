using System.Collections.Concurrent;
using EndToEnd.Tests.Hosting;
using Microsoft.AspNetCore.SignalR.Client;

namespace EndToEnd.Tests.Clients;

/// <summary>A bare connection of a tenant's user. It keeps every push that it receives, and connects again whenever it is lost.</summary>
public sealed class PushListener : IAsyncDisposable
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    private readonly HubConnection connection;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim lost = new(0);
    private readonly TaskCompletionSource connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task staying = Task.CompletedTask;

    private PushListener(Uri api, Func<CancellationToken, ValueTask<string>> token)
    {
        connection = new HubConnectionBuilder()
            .WithUrl(new Uri(api, "api"), options => options.AccessTokenProvider = async () => await token(stopping.Token))
            .Build();
        connection.On<Reload>("reload", Receive);
        connection.Closed += _ =>
        {
            lost.Release();
            return Task.CompletedTask;
        };
    }

    /// <summary>Every push that arrived, in the order of arrival.</summary>
    public ConcurrentQueue<Reload> Pushes { get; } = new();

    public static async Task<PushListener> ConnectAsync(Uri api, Func<CancellationToken, ValueTask<string>> token, CancellationToken cancellationToken)
    {
        var listener = new PushListener(api, token);
        listener.staying = listener.StayAsync();
        await listener.connected.Task.WaitAsync(RunningSystem.Patience, cancellationToken);
        return listener;
    }

    /// <summary>Waits until such a push has arrived.</summary>
    public async Task HearsAsync(Func<Reload, bool> wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Read before the check, so that a push that arrives in between completes this task.
            var arrival = Volatile.Read(ref next).Task;
            if (Pushes.Any(wanted))
            {
                return;
            }

            await arrival.WaitAsync(RunningSystem.Patience, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await staying;
        await connection.DisposeAsync();
        stopping.Dispose();
        lost.Dispose();
    }

    private void Receive(Reload push)
    {
        Pushes.Enqueue(push);
        Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
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
                    // The service is unavailable, or it refuses the connection for the moment.
                    await Task.Delay(BetweenAttempts, stopping.Token);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
    }
}
