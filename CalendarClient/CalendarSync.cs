using System.Net;
using Microsoft.Extensions.Logging;

namespace CalendarClient;

/// <summary>
/// A live replica of the calendars of a tenant. It does a full read once, follows the pushes, requests the changes that it missed, and reports how fresh it is.
/// Disposing of it ends the connection.
/// </summary>
/// <example><code>
/// await using var sync = new CalendarSync(new() { Api = api, Tokens = tokens });
/// sync.Start();
/// await foreach (var change in sync.Changes(stopping))
///     Draw(change.Replica);
/// </code></example>
public sealed partial class CalendarSync : IAsyncDisposable
{
    private readonly CalendarSyncOptions options;
    private readonly ILogger logger;
    private readonly SyncEngine engine;
    private readonly PushConnection connection;
    private readonly SyncRequests requests;
    private readonly ChangeReaders readers;
    private readonly Waiters waiters = new();
    private readonly HttpClient? ownHttp;
    private readonly ITimer timer;
    private readonly CancellationTokenSource stopping = new();

    // The lock makes inputs take turns. An input that an effect causes waits in the queue until the current step has ended.
    // The queue needs no bound: in addition to pushes and answers there is at most one input of each kind.
    private readonly Lock turn = new();
    private readonly Queue<SyncInput> inputs = new();
    private bool stepping;
    private int disposed;
    private volatile SyncState state = new();
    private Task connecting = Task.CompletedTask;
    private Task requesting = Task.CompletedTask;

    /// <summary>Prepares to follow; nothing is sent before <see cref="Start"/>.</summary>
    /// <param name="options">Where the API is and how to sign in; everything else has a default.</param>
    public CalendarSync(CalendarSyncOptions options)
    {
        this.options = options;
        logger = options.Logging.CreateLogger<CalendarSync>();
        engine = new(options.Times);
        readers = new(options.MaxPendingChanges);
        var http = options.Http ?? (ownHttp = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.All }) { BaseAddress = options.Api });
        var tokens = new WatchedTokens(options.Tokens);
        Api = new(http, tokens.GetAsync)
        {
            Observer = seen => Take(InputOf(seen)),
            FailureObserver = error => Take(new SyncInput.RequestFailed(new(error))),
            Kinds = options.Kinds,
        };
        connection = new(options, tokens, Report);
        requests = new(Api, options, tokens, Report);
        timer = options.Time.CreateTimer(_ => Take(new SyncInput.Tick()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The typed API. What is written through it is in <see cref="Replica"/> at once, and the push that follows causes no request.</summary>
    public CalendarApiClient Api { get; }

    /// <summary>The calendars and events as this client knows them: an immutable value that is replaced as a whole. Empty until the first full read is complete.</summary>
    public Replica Replica => state.Shown;

    /// <summary>How fresh <see cref="Replica"/> is. After disposal it stays at what it was last.</summary>
    public ConnectionState Connection => state.Connection;

    /// <summary>When the API last confirmed <see cref="Replica"/>; null before that. While the connection is live, the replica is newer.</summary>
    public DateTimeOffset? AsOf => state.AnsweredAt;

    /// <summary>
    /// Why <see cref="Connection"/> is not <see cref="ConnectionState.Live"/>: a <see cref="CalendarApiException"/> when the API refused, the exception of the token provider,
    /// or that of the network. Null while it is live, and when nothing has failed yet.
    /// </summary>
    public Exception? LastError => state.WhyNotLive?.Error;

    /// <summary>
    /// A request or an attempt to connect failed; both are retried. It is raised outside any lock, on a thread of the pool, once for each failure. What a handler throws is logged.
    /// </summary>
    public event EventHandler<SyncFailedEventArgs>? Failed;

    /// <summary>Begins to follow; returns at once. Call it once.</summary>
    public void Start() => Take(new SyncInput.Started());

    /// <summary>Call this when the machine woke up or the network came back: every waiting retry is made at once, unless the service itself asked for the wait.</summary>
    public void Wake() => Take(new SyncInput.Woke());

    /// <summary>Call this when the machine says that the network is gone: the connection is <see cref="ConnectionState.Offline"/> until <see cref="Wake"/>, or until something answers.</summary>
    public void NetworkLost() => Take(new SyncInput.NetworkLost());

    /// <summary>
    /// Every change of the replica from now on. When there is a replica already, it comes first, as a reset. Ends when this is disposed of.
    /// A reader that falls more than <see cref="CalendarSyncOptions.MaxPendingChanges"/> changes behind gets one reset instead of the changes that it missed.
    /// </summary>
    public IAsyncEnumerable<ReplicaChange> Changes(CancellationToken cancellationToken = default) => readers.ReadAsync(
        channel =>
        {
            lock (turn)
            {
                readers.Join(channel);
                return state.Shown;
            }
        },
        cancellationToken);

    /// <summary>
    /// Waits until everything up to <paramref name="position"/> is in <see cref="Replica"/>. A position of an epoch that has ended is never reached: pass a token that ends the wait.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed of, before or during the wait.</exception>
    public Task WaitForPositionAsync(Position position, CancellationToken cancellationToken = default) =>
        WaitAsync(state => state.Shown.Position is { } shown && shown.Reaches(position), cancellationToken);

    /// <summary>
    /// Waits until <see cref="Connection"/> is as given; returns at once when it is already. A wait for <see cref="ConnectionState.Live"/> or <see cref="ConnectionState.Polling"/>
    /// ends with an exception when only another sign-in or an administrator can help: the API answered 401 or 403, or the token provider failed.
    /// The client continues to retry nevertheless, so a later wait may succeed.
    /// </summary>
    /// <exception cref="CalendarApiException">The API answered 401 or 403. What the token provider throws comes as it is, unless the network or a time limit is the reason.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed of, before or during the wait.</exception>
    public Task WaitForConnectionAsync(ConnectionState connection, CancellationToken cancellationToken = default) =>
        WaitAsync(state => state.Connection == connection || (IsRefused(state, connection) is { } refusal ? throw refusal.Error : false), cancellationToken);

    /// <summary>Waits until the condition holds for <see cref="Replica"/>. It is called after every step, so it must be quick. What it throws ends the wait.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">This was disposed of, before or during the wait.</exception>
    public Task WaitForAsync(Func<Replica, bool> condition, CancellationToken cancellationToken = default) =>
        WaitAsync(state => condition(state.Shown), cancellationToken);

    /// <summary>Waits until no request and no attempt to connect is in flight.</summary>
    internal Task WaitForQuietAsync(CancellationToken cancellationToken) =>
        WaitAsync(state => state.Flight == Flight.None && state.Link != Link.Connecting, cancellationToken);

    /// <summary>Ends the connection, the streams of <see cref="Changes"/> and, with an <see cref="ObjectDisposedException"/>, every wait. A second call does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await stopping.CancelAsync();
        await timer.DisposeAsync();
        Task[] underWay;
        lock (turn)
        {
            underWay = [connecting, requesting];
        }

        await Task.WhenAll(underWay).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await connection.DisposeAsync();
        readers.End();
        lock (turn)
        {
            waiters.End();
        }

        ownHttp?.Dispose();
        stopping.Dispose();
    }

    private static SyncInput InputOf(Observation seen) => seen.Item is { } item ? new SyncInput.Written(seen.Head, item) : new SyncInput.Observed(seen.Head);

    /// <returns>Why this state of the connection does not come about without anyone's help; null when it may.</returns>
    private static Failure? IsRefused(SyncState state, ConnectionState wanted) => wanted switch
    {
        ConnectionState.Live when state.WhyUnreachable is { NeedsSomeone: true } refusal => refusal,
        ConnectionState.Live when state.WhyDown is { NeedsSomeone: true } refusal => refusal,
        ConnectionState.Polling when state.WhyUnreachable is { NeedsSomeone: true } refusal => refusal,
        _ => null,
    };

    private Task WaitAsync(Func<SyncState, bool> condition, CancellationToken cancellationToken)
    {
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(stopping.IsCancellationRequested, this);
            return waiters.WaitAsync(state, condition, cancellationToken);
        }
    }

    private void Report(SyncInput input)
    {
        Take(input);
        var failure = input switch
        {
            SyncInput.Failed failed => failed.Failure,
            SyncInput.ConnectFailed failed => failed.Failure,
            _ => null,
        };
        if (failure is null || Failed is not { } handlers)
        {
            return;
        }

        var arguments = new SyncFailedEventArgs(failure.Error, healsByItself: !failure.NeedsSomeone);
        foreach (var handler in handlers.GetInvocationList().Cast<EventHandler<SyncFailedEventArgs>>())
        {
            try
            {
                handler(this, arguments);
            }
            catch (Exception exception)
            {
                // A handler is the caller's code: the other handlers and the retries go on.
                Log.HandlerFailed(logger, exception);
            }
        }
    }

    private void Take(SyncInput input)
    {
        lock (turn)
        {
            inputs.Enqueue(input);
            if (stepping)
            {
                return;
            }

            stepping = true;
            try
            {
                while (!stopping.IsCancellationRequested && inputs.TryDequeue(out var next))
                {
                    Step(next);
                }
            }
            finally
            {
                stepping = false;
            }
        }
    }

    private void Step(SyncInput input)
    {
        var now = options.Time.GetUtcNow();
        (state, var effects) = engine.Step(state, input, now, Chance());
        foreach (var effect in effects)
        {
            Perform(effect);
        }

        if (state.DueAt is { } due)
        {
            timer.Change(due > now ? due - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }

        waiters.Look(state);
    }

    private double Chance()
    {
        try
        {
            return Math.Clamp(options.Chance(), 0, 1);
        }
        catch (Exception exception)
        {
            // It is the caller's code, and runs on a timer: what it throws would end the process.
            Log.ChanceFailed(logger, exception);
            return 0.5;
        }
    }

    private void Perform(SyncEffect effect)
    {
        switch (effect)
        {
            case SyncEffect.Connect:
                connecting = Task.Run(() => connection.ConnectAsync(stopping.Token));
                break;
            case SyncEffect.RenewToken:
                connection.RenewToken();
                break;
            case SyncEffect.PullChanges pull:
                requesting = Task.Run(() => requests.PullChangesAsync(pull, stopping.Token));
                break;
            case SyncEffect.ReadAll read:
                requesting = Task.Run(() => requests.ReadAllAsync(read, stopping.Token));
                break;
            case SyncEffect.Show show:
                readers.Tell(show.Change);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "A handler of the event Failed threw an exception.")]
        public static partial void HandlerFailed(ILogger logger, Exception exception);

        [LoggerMessage(LogLevel.Error, "The function for random numbers threw an exception.")]
        public static partial void ChanceFailed(ILogger logger, Exception exception);
    }
}
