namespace CalendarStore.Sqlite.Writing;

/// <summary>
/// Finds out whether a disk that refused a write takes writes again: it writes more than any one event has, and removes it again.
/// A small write would not do, because it may fit where the next event does not.
/// </summary>
internal static class Probing
{
    private const int Bytes = 1024 * 1024;

    public static int Write(WriteTransaction transaction) =>
        transaction.Session.Execute("INSERT OR REPLACE INTO probe (id, filler) VALUES (1, zeroblob($bytes))", ("$bytes", (long)Bytes));

    public static int Remove(WriteTransaction transaction) => transaction.Session.Execute("DELETE FROM probe");
}
