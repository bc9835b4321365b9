using Microsoft.Data.Sqlite;

namespace CalendarStore.Sqlite.Access;

/// <summary>What is known of the file's condition: whether it is damaged, still in its place, and whether it can be written to.</summary>
/// <param name="session">A session that was opened with the store: only it tells whether the file is still the same one.</param>
internal sealed class StoreCondition(string file, SqliteSession session, StoreDamage damage)
{
    private volatile StoreUnavailableException? failedWrite;

    /// <summary>The last write that the disk refused, until a probe has shown that it takes writes again.</summary>
    public StoreUnavailableException? FailedWrite => failedWrite;

    public StoreDamage Damage => damage;

    /// <summary>Translates an error of a read, and remembers what it says of the file.</summary>
    public StoreUnavailableException Observe(SqliteException exception)
    {
        var fault = SqliteFaults.Translate(exception);
        if (SqliteFaults.IsDamage(exception))
        {
            damage.Report($"SQLite answers {exception.SqliteExtendedErrorCode} ({exception.Message}).", exception);
        }

        return fault;
    }

    /// <summary>Translates an error of a write, and remembers what it says of the file and the disk.</summary>
    public Exception ObserveWrite(Exception exception)
    {
        if (exception is not SqliteException sqlite)
        {
            return exception;
        }

        var fault = Observe(sqlite);
        if (SqliteFaults.IsStorage(sqlite))
        {
            failedWrite = fault;
        }

        return fault;
    }

    public void WriteSucceeded() => failedWrite = null;

    /// <exception cref="StoreUnavailableException">Another file is in the place of the open one, or none: what is written now would be gone after the next start.</exception>
    public void CheckPlace()
    {
        if (session.HasMoved())
        {
            throw Moved("was removed or replaced while it is open");
        }
    }

    /// <exception cref="StoreUnavailableException">The store is damaged, or its files are not in their place.</exception>
    public void Check()
    {
        damage.Check();
        CheckPlace();
        // SQLite keeps both for as long as the database is open. Without them other processes do not see what is written here.
        if (Array.Find(StoreFiles.LogsOf(file), log => !File.Exists(log)) is { } missing)
        {
            throw Moved($"has lost its file '{Path.GetFileName(missing)}' while it is open");
        }
    }

    private StoreUnavailableException Moved(string what) =>
        new($"The database file '{file}' {what}. Put it back, or stop the programs and start them again.") { IsTransient = true };
}
