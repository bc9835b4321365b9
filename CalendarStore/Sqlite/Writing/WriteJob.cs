using System.Diagnostics;
using CalendarStore.Sqlite.Access;

namespace CalendarStore.Sqlite.Writing;

internal interface IWriteJob
{
    bool CancelIfAsked();

    /// <summary>False when it threw: its part of the transaction is to be undone, and <see cref="Complete"/> hands on the exception.</summary>
    bool Run(WriteTransaction transaction);

    void Complete();

    void Fail(Exception exception);
}

internal sealed class WriteJob<T>(Func<WriteTransaction, T> write, Activity? activity, CancellationToken cancellationToken) : IWriteJob
{
    // The writer's thread must not run the waiting caller's code.
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? result;
    private Exception? fault;

    public Task<T> Result => completion.Task;

    public bool CancelIfAsked() => cancellationToken.IsCancellationRequested && completion.TrySetCanceled(cancellationToken);

    public bool Run(WriteTransaction transaction)
    {
        // The caller's trace is what the tenant's head carries on.
        Activity.Current = activity;
        try
        {
            result = write(transaction);
            return true;
        }
        catch (Exception exception)
        {
            fault = exception is Microsoft.Data.Sqlite.SqliteException sqlite ? SqliteFaults.Translate(sqlite) : exception;
            return false;
        }
        finally
        {
            Activity.Current = null;
        }
    }

    public void Complete()
    {
        if (fault is null)
        {
            completion.SetResult(result!);
        }
        else
        {
            completion.SetException(fault);
        }
    }

    public void Fail(Exception exception) => completion.TrySetException(exception);
}
