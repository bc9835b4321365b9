using System.Diagnostics;

namespace CalendarStore.Sqlite.Writing;

internal interface IWriteJob
{
    bool CancelIfAsked();

    /// <summary>What it threw: its part of the transaction is to be undone. Null when it ran.</summary>
    Exception? Run(WriteTransaction transaction);

    /// <summary>Hands on the result of a job that ran.</summary>
    void Complete();

    void Fail(Exception exception);
}

internal sealed class WriteJob<T>(Func<WriteTransaction, T> write, Activity? activity, CancellationToken cancellationToken) : IWriteJob
{
    // The writer's thread must not run the waiting caller's code.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;

    public Task<T> Result => completion.Task;

    public bool CancelIfAsked() => cancellationToken.IsCancellationRequested && completion.TrySetCanceled(cancellationToken);

    public Exception? Run(WriteTransaction transaction)
    {
        // The caller's trace is what the tenant's head carries on.
        Activity.Current = activity;
        try
        {
            result = write(transaction);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
        finally
        {
            Activity.Current = null;
        }
    }

    public void Complete() => completion.TrySetResult(result!);

    public void Fail(Exception exception) => completion.TrySetException(exception);
}
