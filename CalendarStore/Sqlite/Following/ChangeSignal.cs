using CalendarStore.Sqlite.Access;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace CalendarStore.Sqlite.Following;

/// <summary>
/// Wakes followers when something was committed, here or in another process. Across processes it is one byte, written after the commit to a file
/// beside the database that every process with a follower watches. The log itself (-wal) would not do: it is written before the commit is visible.
/// </summary>
internal sealed partial class ChangeSignal : IDisposable
{
    private static readonly TimeSpan SlowBackStop = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PollWithoutWatcher = TimeSpan.FromMilliseconds(25);

    private readonly string path;
    private readonly ILogger logger;
    private readonly Func<string, FileSystemWatcher> watch;
    private readonly Lock gate = new();
    private readonly SafeFileHandle? file;
    private FileSystemWatcher? watcher;
    private volatile TaskCompletionSource next = new();
    private volatile bool watching;

    public ChangeSignal(string path, ILogger logger, Func<string, FileSystemWatcher>? watch = null)
    {
        this.path = path;
        this.logger = logger;
        this.watch = watch ?? Watcher;
        try
        {
            StoreFiles.MakeIfMissing(path);
            file = File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Log.SignalFailed(logger, exception);
        }
    }

    /// <summary>How long a follower waits at most before it looks without a signal.</summary>
    public TimeSpan BackStop => watching ? SlowBackStop : PollWithoutWatcher;

    /// <summary>Taken before looking, awaited after having found nothing: a signal in between is not lost.</summary>
    public Task Next => next.Task;

    /// <summary>Tells followers in this process and in others that something was committed.</summary>
    public void Raise()
    {
        if (file is not null)
        {
            try
            {
                RandomAccess.Write(file, "."u8, 0);
            }
            catch (IOException exception)
            {
                // The change is committed; the others find it at their next look.
                Log.SignalFailed(logger, exception);
            }
        }

        Wake();
    }

    /// <summary>Begins to watch for the commits of other processes: not before, because each commit then wakes a thread of this process.</summary>
    public SignalFollower Follow(TimeProvider time, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (watcher is null)
            {
                Watch();
            }
        }

        return new(this, time, cancellationToken);
    }

    public void Dispose()
    {
        watcher?.Dispose();
        file?.Dispose();
    }

    private static FileSystemWatcher Watcher(string path) => new(Path.GetDirectoryName(path)!, Path.GetFileName(path))
    {
        NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName,
    };

    private void Watch()
    {
        try
        {
            watcher = watch(path);
            // The followers read on the watcher's thread: another thread would have to be woken first. The system keeps what is signalled meanwhile.
            watcher.Changed += (_, _) => WakeHere();
            watcher.Created += (_, _) => WakeHere();
            watcher.Error += (_, error) => Lose(error.GetException());
            watcher.EnableRaisingEvents = true;
            watching = true;
        }
        // inotify instances are limited per user; some file systems have none.
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            GiveUpWatching(exception);
        }
    }

    /// <summary>Tells the followers in this process to look.</summary>
    public void Wake() => ThreadPool.UnsafeQueueUserWorkItem(static signal => signal.WakeHere(), this, preferLocal: false);

    private void WakeHere() => Interlocked.Exchange(ref next, new()).TrySetResult();

    /// <summary>A burst that overflowed the watcher's buffer took nothing but hints, of which one is as good as all: the watcher goes on.</summary>
    private void Lose(Exception exception)
    {
        if (exception is InternalBufferOverflowException)
        {
            Wake();
        }
        else
        {
            GiveUpWatching(exception);
        }
    }

    private void GiveUpWatching(Exception exception)
    {
        watching = false;
        Log.WatcherUnavailable(logger, PollWithoutWatcher.TotalMilliseconds, exception);
        Wake();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "The store's file cannot be watched: changes of other processes are looked for every {Milliseconds} ms instead.")]
        public static partial void WatcherUnavailable(ILogger logger, double milliseconds, Exception exception);

        [LoggerMessage(LogLevel.Warning, "A change could not be signalled to other processes; they find it at their next look.")]
        public static partial void SignalFailed(ILogger logger, Exception exception);
    }
}
