namespace CalendarStore.Sqlite.Access;

/// <summary>
/// The files of a store and who may read them: the owner alone. SQLite makes -wal and -shm with the mode of the database file.
/// On Windows the folder's access list decides instead.
/// </summary>
internal static class StoreFiles
{
    public const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;
    private const UnixFileMode Others = UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The end of the name of the file that wakes followers in other processes.</summary>
    private const string SignalEnding = "-signal";

    public static string SignalOf(string file) => file + SignalEnding;

    /// <summary>Makes the folder and an empty database file where they are missing.</summary>
    public static void Prepare(string file)
    {
        MakeFolder(Path.GetDirectoryName(file)!);
        MakeIfMissing(file);
        // A file that everybody may read was made by an older version. A mode without access for others is the operator's own choice.
        foreach (var present in (string[])[file, .. LogsOf(file), SignalOf(file)])
        {
            if (!OperatingSystem.IsWindows() && File.Exists(present) && (File.GetUnixFileMode(present) & Others) != UnixFileMode.None)
            {
                Close(present);
            }
        }
    }

    /// <summary>Makes an empty file that the owner alone may read.</summary>
    public static void MakeIfMissing(string file)
    {
        if (!File.Exists(file))
        {
            MakeFile(file);
        }
    }

    /// <summary>The files that SQLite keeps beside an open database.</summary>
    public static string[] LogsOf(string file) => [file + "-wal", file + "-shm"];

    private static void MakeFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is { } parent)
        {
            MakeFolder(parent);
        }

        _ = OperatingSystem.IsWindows() ? Directory.CreateDirectory(folder) : Directory.CreateDirectory(folder, FolderMode);
    }

    /// <summary>
    /// The file gets its name only after it was closed: to close a file of a name that SQLite has open releases SQLite's locks on it (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks).
    /// </summary>
    private static void MakeFile(string file)
    {
        var made = $"{file}-{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        new FileStream(made, options).Dispose();
        try
        {
            File.Move(made, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            // Another process was quicker.
            File.Delete(made);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Close(string file)
    {
        try
        {
            File.SetUnixFileMode(file, FileMode);
        }
        catch (UnauthorizedAccessException)
        {
            // Another user owns it, and decides who may read it.
        }
    }
}
