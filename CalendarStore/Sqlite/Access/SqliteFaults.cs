using Microsoft.Data.Sqlite;

namespace CalendarStore.Sqlite.Access;

internal static class SqliteFaults
{
    // https://www.sqlite.org/rescode.html
    private const int Busy = 5;
    private const int Locked = 6;

    public static StoreUnavailableException Translate(SqliteException exception) =>
        new($"The calendar store is unavailable (SQLite {exception.SqliteExtendedErrorCode}): {exception.Message}", exception)
        {
            IsTransient = exception.SqliteErrorCode is Busy or Locked,
        };
}
