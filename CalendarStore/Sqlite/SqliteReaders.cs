using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace CalendarStore.Sqlite;

/// <summary>A bounded pool of reading sessions. In WAL mode readers hinder neither each other nor the writer; who finds none free waits.</summary>
internal sealed class SqliteReaders(SqliteConnectionStringBuilder settings, TimeProvider timeProvider) : IDisposable
{
    private readonly SemaphoreSlim _free = new(Math.Max(4, Environment.ProcessorCount * 2));
    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _disposed;

    /// <summary>Reads from one snapshot of the store: no write lands between two statements.</summary>
    public async Task<T> ReadAsync<T>(Func<SqliteSession, T> read, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var started = timeProvider.GetTimestamp();
        await _free.WaitAsync(cancellationToken);
        SqliteSession? session = null;
        try
        {
            session = _idle.TryTake(out var idle) ? idle : new SqliteSession(settings, readOnly: true);
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
            StoreTelemetry.ReadDuration.Record(timeProvider.GetElapsedTime(started).TotalSeconds);
            return result;
        }
        catch (SqliteException exception)
        {
            throw SqliteFaults.Translate(exception);
        }
        finally
        {
            // Only a session that did its work is used again.
            session?.Dispose();
            _free.Release();
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private void Return(SqliteSession session)
    {
        _idle.Add(session);
        if (_disposed)
        {
            Dispose();
        }
    }
}
