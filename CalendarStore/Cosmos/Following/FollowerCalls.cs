using CalendarStore.Feed;

namespace CalendarStore.Cosmos.Following;

/// <summary>Calls of the follower: what it throws ends the following, and nothing else does.</summary>
internal sealed class FollowerCalls(IFeedFollower follower) : IDisposable
{
    private readonly TaskCompletionSource fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Cancelled when no page is to be handed out any more.</summary>
    public CancellationToken Stopping => stopping.Token;

    /// <summary>Fails with what the follower threw; else never ends.</summary>
    public Task Fault => fault.Task;

    public Task StopAsync() => stopping.CancelAsync();

    public async Task RunAsync(Func<IFeedFollower, ValueTask> call, CancellationToken cancellationToken)
    {
        try
        {
            await call(follower);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested || cancellationToken.IsCancellationRequested)
        {
            // It was told to stop.
        }
        catch (Exception exception)
        {
            fault.TrySetException(exception);
            await stopping.CancelAsync();
        }
    }

    public void Dispose() => stopping.Dispose();
}
