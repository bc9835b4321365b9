namespace CalendarClient;

/// <summary>The callers that wait for a state. Calls must not overlap.</summary>
internal sealed class Waiters
{
    private readonly List<(Func<SyncState, bool> Condition, TaskCompletionSource Done)> waiting = [];

    public Task WaitAsync(SyncState now, Func<SyncState, bool> condition, CancellationToken cancellationToken)
    {
        // Continuations must run elsewhere, because one of them may call back.
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (IsOver((condition, done), now))
        {
            return done.Task;
        }

        waiting.Add((condition, done));
        return WaitAsync(done, cancellationToken);
    }

    public void Look(SyncState state)
    {
        // A condition is the caller's code, and may begin another wait: the list must not be walked meanwhile.
        foreach (var waiter in waiting.ToArray())
        {
            if (IsOver(waiter, state))
            {
                waiting.Remove(waiter);
            }
        }
    }

    /// <summary>Ends every wait: the state will not change any more.</summary>
    public void End()
    {
        foreach (var (_, done) in waiting)
        {
            done.TrySetException(new ObjectDisposedException(nameof(CalendarSync)));
        }

        waiting.Clear();
    }

    /// <summary>What a condition throws ends its own wait, and nothing else.</summary>
    private static bool IsOver((Func<SyncState, bool> Condition, TaskCompletionSource Done) waiter, SyncState state)
    {
        try
        {
            return waiter.Done.Task.IsCompleted || (waiter.Condition(state) && waiter.Done.TrySetResult());
        }
        catch (Exception exception)
        {
            waiter.Done.TrySetException(exception);
            return true;
        }
    }

    private static async Task WaitAsync(TaskCompletionSource done, CancellationToken cancellationToken)
    {
        await using var cancellation = cancellationToken.UnsafeRegister((state, token) => ((TaskCompletionSource)state!).TrySetCanceled(token), done);
        await done.Task;
    }
}
