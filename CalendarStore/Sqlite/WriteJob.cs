using System.Diagnostics;

namespace CalendarStore.Sqlite;

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
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _fault;

    public Task<T> Result => _completion.Task;

    public bool CancelIfAsked() => cancellationToken.IsCancellationRequested && _completion.TrySetCanceled(cancellationToken);

    public bool Run(WriteTransaction transaction)
    {
        // The caller's trace is what the tenant's head carries on.
        Activity.Current = activity;
        try
        {
            _result = write(transaction);
            return true;
        }
        catch (Exception exception)
        {
            _fault = exception is Microsoft.Data.Sqlite.SqliteException sqlite ? SqliteFaults.Translate(sqlite) : exception;
            return false;
        }
        finally
        {
            Activity.Current = null;
        }
    }

    public void Complete()
    {
        if (_fault is null)
        {
            _completion.SetResult(_result!);
        }
        else
        {
            _completion.SetException(_fault);
        }
    }

    public void Fail(Exception exception) => _completion.TrySetException(exception);
}
