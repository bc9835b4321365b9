using Microsoft.Data.Sqlite;

namespace CalendarStore.Sqlite.Access;

/// <summary>What an error of SQLite means for the store: https://www.sqlite.org/rescode.html.</summary>
internal static class SqliteFaults
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>What an operator has to mend takes longer than a lock of another process.</summary>
    private static readonly TimeSpan StorageRetryAfter = TimeSpan.FromSeconds(5);

    public static StoreUnavailableException Translate(SqliteException exception) =>
        new($"The calendar store is unavailable (SQLite {exception.SqliteExtendedErrorCode}): {Reason(exception) ?? exception.Message}", exception)
        {
            IsTransient = exception.SqliteErrorCode is Busy or Locked || IsStorage(exception),
            RetryAfter = IsStorage(exception) ? StorageRetryAfter : null,
        };

    /// <summary>The disk is full or fails, or the file may not be written. The same write succeeds as soon as that is mended.</summary>
    public static bool IsStorage(SqliteException exception) => exception.SqliteErrorCode is Full or InputOutput or ReadOnly or CannotOpen;

    /// <summary>The file's content is not what SQLite wrote.</summary>
    public static bool IsDamage(SqliteException exception) => exception.SqliteErrorCode is Corrupt or NotADatabase;

    private static string? Reason(SqliteException exception) => exception.SqliteErrorCode switch
    {
        Full => "The disk is full.",
        InputOutput => "The disk does not read or write as it should.",
        ReadOnly => "The database file cannot be written to.",
        CannotOpen => "The database file cannot be opened.",
        Corrupt => "The database file is damaged.",
        NotADatabase => "The file is not a database of SQLite, or it is damaged.",
        _ => null,
    };
}
