using Microsoft.Data.Sqlite;

namespace CalendarStore.Sqlite.Access;

/// <summary>One connection and its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly Dictionary<string, SqliteCommand> commands = new(StringComparer.Ordinal);

    /// <param name="settings">Its Default Timeout (30 s) is how long another process's write is waited for.</param>
    public SqliteSession(SqliteConnectionStringBuilder settings, bool readOnly)
    {
        connection = new SqliteConnection(settings.ToString());
        try
        {
            connection.Open();
            // synchronous=FULL: in WAL mode the log is synced at each commit, so what was acknowledged survives a loss of power too.
            RunOnce($"PRAGMA busy_timeout={settings.DefaultTimeout * 1_000}; PRAGMA synchronous=FULL; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16000; PRAGMA mmap_size=268435456; PRAGMA query_only={(readOnly ? 1 : 0)};");
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements that are not worth keeping prepared.</summary>
    public void RunOnce(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Lets SQL of this session call a function of one key.</summary>
    public void Define(string name, Func<byte[], long> function) => connection.CreateFunction(name, function, isDeterministic: true);

    /// <summary>Whether a transaction has been begun that SQLite has not undone by itself, as it does when the disk is full.</summary>
    public bool IsInTransaction() => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>Whether the file was renamed, removed or replaced since this session opened it. May be called from any thread.</summary>
    public bool HasMoved() => SqliteNative.HasMoved(connection.Handle!);

    /// <summary>Ends the running statement with SQLITE_INTERRUPT. May be called from any thread.</summary>
    public void Interrupt() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle);

    public int Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Command(sql, parameters).ExecuteNonQuery();

    /// <summary>The first column of the first row; null when there is no row, or nothing in it.</summary>
    public object? Scalar(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters) =>
        Command(sql, parameters).ExecuteScalar() is var value and not DBNull ? value : null;

    public T? Single<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where T : class
    {
        using var reader = Command(sql, parameters).ExecuteReader();
        return reader.Read() ? read(reader) : null;
    }

    /// <summary>Hands on rows until they end or <paramref name="take"/> returns false. What it did not ask for is not read.</summary>
    public void Each(string sql, Func<SqliteDataReader, bool> take, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var reader = Command(sql, parameters).ExecuteReader();
        while (reader.Read() && take(reader))
        {
        }
    }

    public List<T> Many<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var items = new List<T>();
        using var reader = Command(sql, parameters).ExecuteReader();
        while (reader.Read())
        {
            items.Add(read(reader));
        }

        return items;
    }

    public void Dispose()
    {
        foreach (var command in commands.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        if (commands.TryGetValue(sql, out var command))
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                command.Parameters[i].Value = parameters[i].Value ?? DBNull.Value;
            }

            return command;
        }

        command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        command.Prepare();
        commands.Add(sql, command);
        return command;
    }
}
