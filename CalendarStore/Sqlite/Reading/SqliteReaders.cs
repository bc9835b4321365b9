using System.Collections.Concurrent;
using CalendarStore.Sqlite.Access;
using Microsoft.Data.Sqlite;

namespace CalendarStore.Sqlite.Reading;

/// <summary>A bounded pool of reading sessions. In WAL mode readers hinder neither each other nor the writer; a caller that finds none free waits.</summary>
/// <param name="settings">Of a file that exists: a reader makes none.</param>
internal sealed class SqliteReaders(SqliteConnectionStringBuilder settings, StoreCondition condition, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim free = new(Math.Max(4, Environment.ProcessorCount * 2));
    private readonly ConcurrentBag<SqliteSession> idle = [];
    private volatile bool disposed;

    /// <summary>Reads from one snapshot of the store: no write lands between two statements.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var started = time.GetTimestamp();
        await free.WaitAsync(cancellationToken);
        SqliteSession? session = null;
        try
        {
            session = this.idle.TryTake(out var idle) ? idle : Open();
            session.Execute("BEGIN DEFERRED");
            T result;
            try
            {
                result = read(session);
            }
            finally
            {
                session.Execute("ROLLBACK");
            }

            Return(session);
            session = null;
            StoreTelemetry.ReadDuration.Record(time.GetElapsedTime(started).TotalSeconds);
            return result;
        }
        catch (SqliteException exception)
        {
            throw condition.Observe(exception);
        }
        finally
        {
            // Only a session that did its work is used again.
            session?.Dispose();
            free.Release();
        }
    }

    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private SqliteSession Open()
    {
        // Of a file that was put in the place of the open one, this reader would show other data than the rest.
        condition.CheckPlace();
        return new SqliteSession(settings, readOnly: true);
    }

    private void Return(SqliteSession session)
    {
        idle.Add(session);
        if (disposed)
        {
            Dispose();
        }
    }
}
