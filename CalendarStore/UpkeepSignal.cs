namespace CalendarStore;

/// <summary>Tells the upkeep that there is something to do before its next regular round.</summary>
internal sealed class UpkeepSignal
{
    private volatile TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Taken before the upkeep runs and awaited after it: a signal in between is not lost.</summary>
    public Task Next => next.Task;

    public void Raise() => Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
