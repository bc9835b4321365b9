namespace CalendarClient;

/// <summary>The callers that wait for a state. Calls must not overlap.</summary>
internal sealed class Waiters
{
    private readonly List<(Func<SyncState, bool> Condition, TaskCompletionSource Done)> waiting = [];

    public Task WaitAsync(SyncState now, Func<SyncState, bool> condition, CancellationToken cancellationToken)
    {
        if (condition(now))
        {
            return Task.CompletedTask;
        }

        // Continuations must run elsewhere, because one of them may call back.
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Add((condition, done));
        return WaitAsync(done, cancellationToken);
    }

    public void Look(SyncState state) => waiting.RemoveAll(waiter =>
        waiter.Done.Task.IsCompleted || (waiter.Condition(state) && waiter.Done.TrySetResult()));

    /// <summary>Ends every wait: the state will not change any more.</summary>
    public void End()
    {
        foreach (var (_, done) in waiting)
        {
            done.TrySetException(new ObjectDisposedException(nameof(CalendarSync)));
        }

        waiting.Clear();
    }

    private static async Task WaitAsync(TaskCompletionSource done, CancellationToken cancellationToken)
    {
        await using var cancellation = cancellationToken.UnsafeRegister((state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), done);
        await done.Task;
    }
}
