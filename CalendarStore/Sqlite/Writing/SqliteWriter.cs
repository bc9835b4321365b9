using System.Diagnostics;
using System.Threading.Channels;
using CalendarStore.Sqlite.Access;
using CalendarStore.Sqlite.Following;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace CalendarStore.Sqlite.Writing;

/// <summary>
/// The one writer of this process. What waits while a commit is being synced to disk goes into the next transaction together and shares its sync;
/// each write is acknowledged only after the commit that holds it, and one that fails does not take the others with it.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    /// <summary>Writes that may wait; the next caller waits for room.</summary>
    private const int QueueLength = 1_024;

    /// <summary>A bound on how long the first of a batch waits for the last.</summary>
    private const int MaxBatch = 128;

    private readonly SqliteSession session;
    private readonly string epoch;
    private readonly StoreCondition condition;
    private readonly ChangeSignal signal;
    private readonly TimeProvider time;
    private readonly Channel<IWriteJob> queue = Channel.CreateBounded<IWriteJob>(new BoundedChannelOptions(QueueLength) { SingleReader = true });
    private readonly Task loop;

    /// <summary>Raised when a deletion has left something to sweep.</summary>
    public UpkeepSignal Upkeep { get; } = new();

    public SqliteWriter(SqliteSession session, string epoch, StoreCondition condition, ChangeSignal signal, TimeProvider time)
    {
        this.session = session;
        this.epoch = epoch;
        this.condition = condition;
        this.signal = signal;
        this.time = time;
        // A thread of its own: it spends its life in fsync, which would starve the pool.
        loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Runs the write and returns when it is durable. Once begun it is not cancelled any more.</summary>
    public async Task<T> WriteAsync<T>(Func<WriteTransaction, T> write, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var job = new WriteJob<T>(write, Activity.Current, cancellationToken);
        try
        {
            await queue.Writer.WriteAsync(job, cancellationToken);
        }
        catch (ChannelClosedException exception)
        {
            throw new ObjectDisposedException("The calendar store is closed.", exception);
        }

        var result = await job.Result;
        StoreTelemetry.WriteDuration.Record(time.GetElapsedTime(started).TotalSeconds);
        return result;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await loop;
        session.Dispose();
    }

    private void Run()
    {
        var batch = new List<IWriteJob>(MaxBatch);
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            while (batch.Count < MaxBatch && queue.Reader.TryRead(out var job))
            {
                if (!job.CancelIfAsked())
                {
                    batch.Add(job);
                }
            }

            if (batch.Count > 0)
            {
                Commit(batch);
                batch.Clear();
            }
        }
    }

    private void Commit(List<IWriteJob> batch)
    {
        WriteTransaction transaction;
        try
        {
            transaction = RunTransaction(batch);
        }
        catch (Exception exception)
        {
            // Nothing of the batch was committed, or it is unknown whether it was: no caller gets a success.
            var fault = condition.ObserveWrite(exception);
            batch.ForEach(job => job.Fail(fault));
            return;
        }

        StoreTelemetry.BatchSize.Record(batch.Count);
        if (transaction.Changed)
        {
            signal.Raise();
        }

        if (transaction.Sweeps)
        {
            Upkeep.Raise();
        }

        batch.ForEach(job => job.Complete());
    }

    private WriteTransaction RunTransaction(List<IWriteJob> batch)
    {
        session.Execute("BEGIN IMMEDIATE");
        try
        {
            var transaction = new WriteTransaction(session, epoch, Instant.FromDateTimeOffset(time.GetUtcNow()));
            foreach (var job in batch)
            {
                session.Execute("SAVEPOINT job");
                if (job.Run(transaction) is { } fault)
                {
                    if (!session.IsInTransaction())
                    {
                        // SQLite has undone the whole transaction (disk full, I/O error), and the jobs before this one with it.
                        throw fault;
                    }

                    session.Execute("ROLLBACK TO job");
                    job.Fail(condition.ObserveWrite(fault));
                }

                session.Execute("RELEASE job");
            }

            condition.CheckPlace();
            session.Execute("COMMIT");
            return transaction;
        }
        catch
        {
            RollBack();
            throw;
        }
    }

    private void RollBack()
    {
        try
        {
            session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back already (disk full, I/O error): the first error is the one to tell.
        }
    }
}
