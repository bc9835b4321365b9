using System.Diagnostics;
using TeamCalendars.Calendars;

namespace CalendarStore.Cosmos.Writing;

internal interface ITenantWriteJob
{
    IReadOnlyList<string> Ids { get; }

    CalendarId? EventsOf { get; }

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

/// <summary>What a job will be told if the group that it was worked out in is committed.</summary>
internal sealed record JobOutcome(object? Result, Exception? Fault);

internal sealed class TenantWriteJob<T>(TenantWrite<T> write, Activity? activity, CancellationToken cancellationToken) : ITenantWriteJob
{
    // The writer must not run the waiting caller's code.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Result => completion.Task;
    public IReadOnlyList<string> Ids => write.Ids;
    public CalendarId? EventsOf => write.EventsOf;
    public Activity? Activity => activity;

    // An event's calendar is read with it and not written.
    public int Weight => Math.Max(1, write.Ids.Count - 1) + (write.EventsOf is null ? 0 : CalendarWrites.MaxEventsInBatch);

    public bool CancelIfAsked() => cancellationToken.IsCancellationRequested && completion.TrySetCanceled(cancellationToken);

    public JobOutcome Run(WriteGroup group)
    {
        // The caller's trace is what the tenant's head carries on.
        var before = Activity.Current;
        Activity.Current = activity;
        try
        {
            return new JobOutcome(write.Decide(group), null);
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
