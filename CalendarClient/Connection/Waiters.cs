namespace CalendarClient;

/// <summary>Those who wait for a state. Called by one at a time.</summary>
internal sealed class Waiters
{
    private readonly List<(Func<SyncState, bool> Condition, TaskCompletionSource Done)> waiting = [];

    public Task WaitAsync(SyncState now, Func<SyncState, bool> condition, CancellationToken cancellationToken)
    {
        if (condition(now))
        {
            return Task.CompletedTask;
        }

        // Continuations run elsewhere: one of them may well call back.
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        waiting.Add((condition, done));
        return WaitAsync(done, cancellationToken);
    }

    public void Look(SyncState state) => waiting.RemoveAll(waiter =>
        waiter.Done.Task.IsCompleted || (waiter.Condition(state) && waiter.Done.TrySetResult()));

    /// <summary>Nothing will change any more.</summary>
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
