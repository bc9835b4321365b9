using System.Runtime.InteropServices;
using SQLitePCL;

namespace CalendarStore.Sqlite.Access;

/// <summary>What SQLite offers and its .NET packages do not.</summary>
internal static partial class SqliteNative
{
    /// <summary>https://www.sqlite.org/c3ref/c_fcntl_begin_atomic_write.html#sqlitefcntlhasmoved.</summary>
    private const int HasMovedCode = 20;

    /// <summary>Whether the file was renamed, removed or replaced since the connection opened it. Windows does not let that happen to an open file.</summary>
    public static bool HasMoved(sqlite3 database) => FileControl(database, 0, HasMovedCode, out var moved) == raw.SQLITE_OK && moved != 0;

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    private static partial int FileControl(sqlite3 database, nint databaseName, int operation, out int result);
}
