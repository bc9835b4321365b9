using CalendarStore.Sqlite.Following;
using CalendarStore.Sqlite.Reading;
using CalendarStore.Sqlite.Writing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CalendarStore.Sqlite.Access;

/// <summary>The open file: its readers, its one writer, and the signal that tells of changes.</summary>
internal sealed class SqliteDatabase : IAsyncDisposable
{
    private readonly SqliteSession session;
    private readonly SqliteWriter? writer;
    private readonly ChangeSignal? signal;

    private SqliteDatabase(string file, SqliteConnectionStringBuilder settings, SqliteSession session, TimeProvider time, ILoggerFactory loggerFactory, bool readOnly)
    {
        this.session = session;
        Epoch = (string)session.Scalar("SELECT epoch FROM store")!;
        Condition = new StoreCondition(file, session, new StoreDamage(loggerFactory.CreateLogger<StoreDamage>()));
        Readers = new SqliteReaders(settings, Condition, time);
        if (!readOnly)
        {
            QuickCheck.Run(session, Condition.Damage, time, loggerFactory.CreateLogger<SqliteDatabase>());
            signal = new ChangeSignal(StoreFiles.SignalOf(file), loggerFactory.CreateLogger<ChangeSignal>());
            writer = new SqliteWriter(session, Epoch, Condition, signal, time);
        }
    }

    public string Epoch { get; }
    public StoreCondition Condition { get; }
    public SqliteReaders Readers { get; }
    public SqliteWriter Writer => writer ?? throw new InvalidOperationException("The calendar store was opened to be read only.");
    public ChangeSignal Signal => signal ?? throw new InvalidOperationException("The calendar store was opened to be read only.");

    /// <summary>Opens the file, makes it when it is missing, and brings its schema up to date.</summary>
    /// <exception cref="ArgumentException">The connection string cannot be used.</exception>
    /// <exception cref="InvalidOperationException">The file is no calendar store, or a newer one.</exception>
    /// <exception cref="StoreUnavailableException">The file cannot be opened.</exception>
    public static SqliteDatabase Open(string connectionString, TimeProvider time, ILoggerFactory loggerFactory)
    {
        var file = FileOf(connectionString);
        return Open(file, new SqliteConnectionStringBuilder(connectionString) { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }, Prepare, time, loggerFactory, readOnly: false);

        SqliteSession Prepare(SqliteConnectionStringBuilder settings)
        {
            StoreFiles.Prepare(file);
            return new SqliteSession(settings, readOnly: false);
        }
    }

    /// <summary>Opens a file that exists, and changes nothing in it.</summary>
    /// <exception cref="InvalidOperationException">There is no file, or it is no calendar store, or one of another version.</exception>
    /// <inheritdoc cref="Open(string, TimeProvider, ILoggerFactory)"/>
    public static SqliteDatabase OpenReadOnly(string connectionString, TimeProvider time, ILoggerFactory loggerFactory)
    {
        var file = FileOf(connectionString);
        return Open(file, new SqliteConnectionStringBuilder(connectionString) { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false }, Find, time, loggerFactory, readOnly: true);

        SqliteSession Find(SqliteConnectionStringBuilder settings) => File.Exists(file)
            ? new SqliteSession(settings, readOnly: true)
            : throw new InvalidOperationException($"There is no calendar store at '{file}'.");
    }

    public async ValueTask DisposeAsync()
    {
        if (writer is null)
        {
            session.Dispose();
        }
        else
        {
            await writer.DisposeAsync();
        }

        Readers.Dispose();
        signal?.Dispose();
    }

    private static SqliteDatabase Open(
        string file, SqliteConnectionStringBuilder settings, Func<SqliteConnectionStringBuilder, SqliteSession> open, TimeProvider time, ILoggerFactory loggerFactory, bool readOnly)
    {
        SqliteSession? opened = null;
        try
        {
            opened = open(settings);
            if (readOnly)
            {
                Migrations.Check(opened);
            }
            else
            {
                Migrations.Apply(opened, Instant.FromDateTimeOffset(time.GetUtcNow()));
            }

            return new SqliteDatabase(file, settings, opened, time, loggerFactory, readOnly);
        }
        catch (Exception exception)
        {
            opened?.Dispose();
            if (exception is SqliteException sqlite)
            {
                throw SqliteFaults.Translate(sqlite);
            }

            if (exception is IOException or UnauthorizedAccessException)
            {
                throw new StoreUnavailableException($"The calendar store '{file}' cannot be opened: {exception.Message}", exception);
            }

            throw;
        }
    }

    private static string FileOf(string connectionString)
    {
        var source = new SqliteConnectionStringBuilder(connectionString).DataSource;
        return source is "" || source.StartsWith(':') || source.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            ? throw new ArgumentException($"'Data Source={source}' is not a file. A calendar store is a file that several processes share.", nameof(connectionString))
            : Path.GetFullPath(source);
    }
}
