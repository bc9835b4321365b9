namespace CalendarStore.Sqlite.Following;

/// <summary>Waits for the signal on behalf of one follower. It is a hint: the follower also looks at every <see cref="ChangeSignal.BackStop"/>.</summary>
internal sealed class SignalFollower(ChangeSignal signal, TimeProvider time, CancellationToken cancellationToken)
{
    // Kept while signals come. To make a timer and cancel it for each signal would make each push wait for one more thread.
    private Task untilNextLook = Task.CompletedTask;

    /// <summary>Taken before looking, awaited after having found nothing: a signal in between is not lost.</summary>
    public Task Next => signal.Next;

    /// <summary>Returns at the signal taken from <see cref="Next"/>, or when it is time to look without one.</summary>
    public async Task WaitAsync(Task next)
    {
        if (untilNextLook.IsCompleted)
        {
            untilNextLook = Task.Delay(signal.BackStop, time, cancellationToken);
        }

        await Task.WhenAny(next, untilNextLook);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
