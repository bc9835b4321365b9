namespace Aspire.Hosting.ApplicationModel;

/// <summary>Someone who waits for a state of a resource, named by its name or the id of one instance.</summary>
internal sealed class ResourceWaiter(string name, Func<ResourceEvent, bool> predicate)
{
    private readonly TaskCompletionSource<ResourceEvent> _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<ResourceEvent> Reached => _reached.Task;

    public void Offer(ResourceEvent change)
    {
        if (_reached.Task.IsCompleted
            || !(string.Equals(change.Resource.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(change.ResourceId, name, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        try
        {
            if (predicate(change))
            {
                _reached.TrySetResult(change);
            }
        }
        catch (Exception e)
        {
            // The predicate is the waiter's: its failure is theirs, not the publisher's.
            _reached.TrySetException(e);
        }
    }
}
