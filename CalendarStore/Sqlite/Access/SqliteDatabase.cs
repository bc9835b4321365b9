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
    private SqliteDatabase(string epoch, SqliteReaders readers, SqliteWriter writer, ChangeSignal signal)
    {
        Epoch = epoch;
        Readers = readers;
        Writer = writer;
        Signal = signal;
    }

    public string Epoch { get; }
    public SqliteReaders Readers { get; }
    public SqliteWriter Writer { get; }
    public ChangeSignal Signal { get; }

    /// <exception cref="ArgumentException">The connection string cannot be used.</exception>
    /// <exception cref="InvalidOperationException">The file is no calendar store, or a newer one.</exception>
    /// <exception cref="StoreUnavailableException">The file cannot be opened.</exception>
    public static SqliteDatabase Open(string connectionString, TimeProvider time, ILoggerFactory loggerFactory)
    {
        var file = Path.GetFullPath(FileOf(connectionString));
        var settings = new SqliteConnectionStringBuilder(connectionString) { DataSource = file, Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false };

        SqliteSession? session = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            session = new SqliteSession(settings, readOnly: false);
            Migrations.Apply(session, Instant.FromDateTimeOffset(time.GetUtcNow()));
            var epoch = (string)session.Scalar("SELECT epoch FROM store")!;
            var signal = new ChangeSignal(file + "-signal", loggerFactory.CreateLogger<ChangeSignal>());
            var writer = new SqliteWriter(session, epoch, signal, time);
            return new SqliteDatabase(epoch, new SqliteReaders(settings, time), writer, signal);
        }
        catch (Exception exception)
        {
            session?.Dispose();
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

    public async ValueTask DisposeAsync()
    {
        await Writer.DisposeAsync();
        Readers.Dispose();
        Signal.Dispose();
    }

    private static string FileOf(string connectionString)
    {
        var source = new SqliteConnectionStringBuilder(connectionString).DataSource;
        return source is "" || source.StartsWith(':') || source.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            ? throw new ArgumentException($"'Data Source={source}' is not a file. A calendar store is a file that several processes share.", nameof(connectionString))
            : source;
    }
}
