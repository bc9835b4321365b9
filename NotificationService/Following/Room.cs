namespace NotificationService.Following;

/// <summary>Whether more tenants with news fit. The loop opens and closes it; the readers of the feed await it.</summary>
internal sealed class Room
{
    private volatile TaskCompletionSource open = Opened();

    public Task WaitAsync(CancellationToken cancellationToken) => open.Task.WaitAsync(cancellationToken);

    public void Set(bool isOpen)
    {
        if (isOpen)
        {
            open.TrySetResult();
        }
        else if (open.Task.IsCompleted)
        {
            open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}
