using System.Collections.Concurrent;
using CalendarStore.Sqlite.Following;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CalendarStore.Tests.Sqlite;

public sealed class ChangeSignalTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly StoreFile file = new();
    private readonly FakeTimeProvider time = new();
    private readonly LineLogger log = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task One_process_wakes_another_through_the_file()
    {
        using var here = Open();
        using var there = Open();
        var follower = there.Follow(time, Stop);
        for (var i = 0; i < 5; i++)
        {
            var next = follower.Next;
            here.Raise();
            await follower.WaitAsync(next).WaitAsync(Patience, Stop);
        }
    }

    [Fact]
    public async Task A_signal_between_looking_and_waiting_is_not_lost()
    {
        using var signal = Open();
        var follower = signal.Follow(time, Stop);
        var next = follower.Next;
        signal.Raise();

        await follower.WaitAsync(next).WaitAsync(Patience, Stop);
    }

    [Fact]
    public async Task Without_a_signal_a_follower_looks_once_a_second()
    {
        using var signal = Open();
        var follower = signal.Follow(time, Stop);
        var waiting = follower.WaitAsync(follower.Next);
        time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(100));

        await waiting.WaitAsync(Patience, Stop);
    }

    [Fact]
    public async Task Signals_do_not_put_off_the_look_without_one()
    {
        using var signal = Open();
        var follower = signal.Follow(time, Stop);
        for (var i = 0; i < 3; i++)
        {
            time.Advance(TimeSpan.FromMilliseconds(300));
            var next = follower.Next;
            signal.Wake();
            await follower.WaitAsync(next).WaitAsync(Patience, Stop);
        }

        var waiting = follower.WaitAsync(follower.Next);
        time.Advance(TimeSpan.FromMilliseconds(400));

        await waiting.WaitAsync(Patience, Stop);
    }

    [Fact]
    public void A_process_without_a_follower_watches_nothing()
    {
        using var signal = new ChangeSignal(file.Path + "-signal", log, _ => throw new InvalidOperationException("Nobody follows."));

        signal.Raise();

        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Where_files_cannot_be_watched_it_is_said_once_and_looked_often()
    {
        using var signal = new ChangeSignal(file.Path + "-signal", log, _ => throw new IOException("The limit of inotify instances was reached."));
        var follower = signal.Follow(time, Stop);

        Assert.Contains("cannot be watched", Assert.Single(log.Lines), StringComparison.Ordinal);
        var waiting = follower.WaitAsync(follower.Next);
        time.Advance(TimeSpan.FromMilliseconds(25));
        await waiting.WaitAsync(Patience, Stop);

        // In this process the signal works all the same.
        var next = follower.Next;
        signal.Raise();
        await follower.WaitAsync(next).WaitAsync(Patience, Stop);
        Assert.Single(log.Lines);
    }

    [Fact]
    public async Task A_watcher_that_missed_something_wakes_and_goes_on_watching()
    {
        var watcher = new OverflowingWatcher(file.Path + "-signal");
        using var signal = new ChangeSignal(file.Path + "-signal", log, _ => watcher);
        var follower = signal.Follow(time, Stop);
        var next = follower.Next;

        watcher.Overflow();

        await follower.WaitAsync(next).WaitAsync(Patience, Stop);
        Assert.Equal(TimeSpan.FromSeconds(1), signal.BackStop);
        Assert.Empty(log.Lines);
    }

    [Fact]
    public async Task Waiting_ends_when_it_is_cancelled()
    {
        using var signal = Open();
        using var cancel = new CancellationTokenSource();
        var follower = signal.Follow(time, cancel.Token);
        var waiting = follower.WaitAsync(follower.Next);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience, Stop));
    }

    private ChangeSignal Open() => new(file.Path + "-signal", log);

    private sealed class OverflowingWatcher(string path) : FileSystemWatcher(System.IO.Path.GetDirectoryName(path)!, System.IO.Path.GetFileName(path))
    {
        public void Overflow() => OnError(new ErrorEventArgs(new InternalBufferOverflowException()));
    }

    private sealed class LineLogger : ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));
    }
}
