namespace Aspire.Hosting.ApplicationModel;

/// <summary>What one watcher has not seen yet: at most the latest change of each resource.</summary>
internal sealed class ResourceWatch
{
    private readonly Lock _gate = new();
    private readonly List<ResourceEvent> _pending = [];
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Offer(ResourceEvent change)
    {
        lock (_gate)
        {
            var earlier = _pending.FindIndex(pending => pending.ResourceId == change.ResourceId);
            if (earlier < 0)
            {
                _pending.Add(change);
            }
            else
            {
                _pending[earlier] = change;
            }

            _arrived.TrySetResult();
        }
    }

    public async Task<IReadOnlyList<ResourceEvent>> TakeAsync(CancellationToken cancellationToken)
    {
        await _arrived.Task.WaitAsync(cancellationToken);
        lock (_gate)
        {
            ResourceEvent[] taken = [.. _pending];
            _pending.Clear();
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return taken;
        }
    }
}
