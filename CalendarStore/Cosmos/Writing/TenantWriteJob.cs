using System.Diagnostics;
using CalendarStore.Entities;
using TeamCalendars.Entities;

namespace CalendarStore.Cosmos.Writing;

internal interface ITenantWriteJob
{
    /// <summary>What it needs to be at hand.</summary>
    IEnumerable<EntityKey> Keys { get; }

    EntityKey? ChildrenOf { get; }

    /// <summary>The span of the caller's write.</summary>
    Activity? Activity { get; }

    /// <summary>How many documents it writes at most.</summary>
    int Weight { get; }

    bool CancelIfAsked();

    /// <summary>Works it out in the group. A fault is an outcome as well; what it did to the group is to be undone.</summary>
    JobOutcome Run(WriteGroup group);

    JobOutcome RefuseAsTooLarge();

    void Complete(JobOutcome outcome);

    void Fail(Exception exception);
}

/// <summary>The result of a job if the group that it was decided in is committed.</summary>
internal sealed record JobOutcome(object? Result, Exception? Fault);

internal sealed class TenantWriteJob<T>(EntityWrite<T> write, Activity? activity, CancellationToken cancellationToken) : ITenantWriteJob
{
    // The writer must not run the waiting caller's code.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => completion.Task;
    public IEnumerable<EntityKey> Keys => write.Keys.Concat(write.LooksAt);
    public EntityKey? ChildrenOf => write.ChildrenOf;
    public Activity? Activity => activity;

    public int Weight => write.Keys.Count + (write.ChildrenOf is null ? 0 : StoreLimits.MaxChildrenAtOnce);

    public bool CancelIfAsked() => cancellationToken.IsCancellationRequested && completion.TrySetCanceled(cancellationToken);

    public JobOutcome Run(WriteGroup group)
    {
        // The caller's trace is what the tenant's head carries on.
        var before = Activity.Current;
        Activity.Current = activity;
        try
        {
            return new JobOutcome(write.Run(group), null);
        }
        catch (Exception exception)
        {
            return new JobOutcome(null, exception);
        }
        finally
        {
            Activity.Current = before;
        }
    }

    public JobOutcome RefuseAsTooLarge() => write.TooLarge is { } refuse
        ? new JobOutcome(refuse(), null)
        : new JobOutcome(null, new InvalidOperationException("A single write is larger than a batch of Cosmos DB may be."));

    public void Complete(JobOutcome outcome)
    {
        if (outcome.Fault is null)
        {
            completion.SetResult((T)outcome.Result!);
        }
        else
        {
            completion.SetException(outcome.Fault);
        }
    }

    public void Fail(Exception exception) => completion.TrySetException(exception);
}
