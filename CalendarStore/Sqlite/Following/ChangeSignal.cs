using CalendarStore.Sqlite.Access;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace CalendarStore.Sqlite.Following;

/// <summary>
/// Wakes followers when something was committed, here or in another process. Across processes it is one byte, written after the commit to a file
/// beside the database that every process watches. The log itself (-wal) would not do: it is written before the commit is visible.
/// It is a hint: a follower also looks at every <see cref="BackStop"/>.
/// </summary>
internal sealed partial class ChangeSignal : IDisposable
{
    private static readonly TimeSpan SlowBackStop = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PollWithoutWatcher = TimeSpan.FromMilliseconds(25);

    private readonly SafeFileHandle? file;
    private readonly FileSystemWatcher? watcher;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private volatile TaskCompletionSource next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool watching;

    public ChangeSignal(string path, TimeProvider time, ILogger logger, Func<string, FileSystemWatcher>? watch = null)
    {
        this.time = time;
        this.logger = logger;
        try
        {
            StoreFiles.MakeIfMissing(path);
            file = File.OpenHandle(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
            watcher = (watch ?? Watch)(path);
            watcher.Changed += (_, _) => Wake();
            watcher.Created += (_, _) => Wake();
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

    /// <summary>How long a follower sleeps at most.</summary>
    public TimeSpan BackStop => watching ? SlowBackStop : PollWithoutWatcher;

    /// <summary>Taken before looking, awaited after having found nothing: a signal in between is not lost.</summary>
    public Task Next => next.Task;

    /// <summary>Tells followers in this process and in others that something was committed.</summary>
    public void Raise()
    {
        Wake();
        if (file is null)
        {
            return;
        }

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

    /// <summary>Returns at the signal taken from <see cref="Next"/>, or after <see cref="BackStop"/>.</summary>
    public async Task WaitAsync(Task next, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, Task.Delay(BackStop, time, stop.Token));
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }

    public void Dispose()
    {
        watcher?.Dispose();
        file?.Dispose();
    }

    private static FileSystemWatcher Watch(string path) => new(Path.GetDirectoryName(path)!, Path.GetFileName(path))
    {
        NotifyFilter = NotifyFilters.LastWrite | NotifyFilters.Size | NotifyFilters.FileName,
    };

    /// <summary>Tells the followers in this process to look.</summary>
    public void Wake() => Interlocked.Exchange(ref next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

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
