using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace CalendarStore.Sqlite.Access;

/// <summary>Looks for damaged pages as the store is opened.</summary>
internal static partial class QuickCheck
{
    /// <summary>About 1 GB of pages. A start must not wait for longer: what is not looked at here is noticed when it is read.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private const int Interrupted = 9;

    public static void Run(SqliteSession session, StoreDamage damage, TimeProvider time, ILogger logger)
    {
        using var limit = time.CreateTimer(_ => session.Interrupt(), null, Longest, Timeout.InfiniteTimeSpan);
        try
        {
            var found = (string)session.Scalar("PRAGMA quick_check(1)")!;
            if (found != "ok")
            {
                damage.Report($"{found.ReplaceLineEndings(" ")}.");
            }
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == Interrupted)
        {
            Log.Unfinished(logger, Longest.TotalSeconds);
        }
        catch (SqliteException exception) when (SqliteFaults.IsDamage(exception))
        {
            damage.Report($"{exception.Message}.", exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "The database file is too large to be checked within {Seconds} s. Pages that were not checked are checked when they are read.")]
        public static partial void Unfinished(ILogger logger, double seconds);
    }
}
