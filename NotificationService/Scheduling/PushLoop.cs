using CalendarStore;

namespace NotificationService;

/// <summary>
/// Owns all state of the pushing and decides what happens when; does no input or output itself.
/// What it knows is one union per tenant with something unacknowledged, whatever the feed brings and however long the service is away.
/// </summary>
internal sealed partial class PushLoop : IDisposable
{
    private readonly NotificationOptions options;
    private readonly LoopChannels channels;
    private readonly NotificationStatus status;
    private readonly PushTelemetry telemetry;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly PushRhythm rhythm;
    private readonly TenantSchedule tenants;
    private readonly Backoff backoff;
    private readonly CheckpointKeeper checkpoints;
    private readonly ITimer timer;
    private Circuit circuit = Circuit.Closed;
    private int onTheirWay;
    private bool stopping;

    public PushLoop(NotificationOptions options, LoopChannels channels, NotificationStatus status, PushTelemetry telemetry, TimeProvider time, ILogger logger, Func<double> random)
    {
        this.options = options;
        this.channels = channels;
        this.status = status;
        this.telemetry = telemetry;
        this.time = time;
        this.logger = logger;
        rhythm = new(options.Interval, options.ReannounceAfter, options.ReannounceAgainAfter);
        tenants = new(rhythm);
        backoff = new(options.RetryDelay, options.MaxRetryDelay, random);
        checkpoints = new(options.CheckpointInterval);
        // When the queue is full the loop is awake anyway.
        timer = time.CreateTimer(_ => channels.Events.Writer.TryWrite(LoopEvent.Tick.Instance), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Runs until stopped; then nothing new is pushed, and it ends when what is on its way has ended.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        using var registration = stop.Register(() => channels.Events.Writer.TryWrite(LoopEvent.Tick.Instance));
        var events = channels.Events.Reader;
        while (await events.WaitToReadAsync(CancellationToken.None))
        {
            while (events.TryRead(out var happened))
                Handle(happened, time.GetUtcNow());
            stopping |= stop.IsCancellationRequested;
            var now = time.GetUtcNow();
            StartPushes(now);
            SaveCheckpoint(now);
            ArmTimer(now);
            if (stopping && onTheirWay == 0)
                break;
        }
    }

    /// <summary>The place to save at the very end; null when it is saved already.</summary>
    public FeedPlace? LastPlace() => checkpoints.Unsaved(tenants.States);

    public void Dispose() => timer.Dispose();

    private void Handle(LoopEvent happened, DateTimeOffset now)
    {
        switch (happened)
        {
            case LoopEvent.Began began:
                checkpoints.Begin(began.Checkpoint);
                break;
            case LoopEvent.Found found:
                foreach (var (tenant, position) in found.Positions)
                    tenants.Set(tenant, Coalescer.Found(tenants[tenant], position, now));
                break;
            case LoopEvent.Read read:
                foreach (var entry in read.Page)
                    Change(entry);
                break;
            case LoopEvent.Pushed pushed:
                onTheirWay--;
                Finish(pushed.Tenant, pushed.Outcome, now);
                break;
            case LoopEvent.Saved saved:
                checkpoints.Finished(saved.Place, saved.Succeeded);
                break;
        }
    }

    private void Change(FeedEntry entry)
    {
        telemetry.Read(entry);
        var before = checkpoints.Read;
        checkpoints.Advance(entry.Cursor);
        tenants.Set(entry.Tenant, Coalescer.Changed(tenants[entry.Tenant], entry, before));
    }

    private void Finish(TenantId tenant, PushOutcome outcome, DateTimeOffset now)
    {
        var wasOpen = circuit.IsOpen;
        var state = tenants[tenant];
        if (outcome.Succeeded)
        {
            circuit = Circuit.Closed;
            tenants.Set(tenant, Coalescer.Accepted(state, now, rhythm));
        }
        else
        {
            circuit = circuit.Failed(tenant, outcome.Kind, now, failures => backoff.After(failures, outcome.RetryAfter));
            tenants.Set(tenant, Coalescer.Failed(state, now, backoff.After(state.Failures + 1, outcome.RetryAfter)));
        }

        if (wasOpen == circuit.IsOpen)
            return;
        if (circuit.IsOpen)
            Log.ServiceAway(logger);
        else
            Log.ServiceBack(logger);
        Report();
    }

    private void StartPushes(DateTimeOffset now)
    {
        while (!stopping && onTheirWay < options.MaxParallelPushes && circuit.MayPush(now) && tenants.TryTake(now, out var tenant, out var push))
        {
            circuit = circuit.Pushing(tenant);
            onTheirWay++;
            // Never full: it holds as many as may be on their way.
            channels.Pushes.Writer.TryWrite((tenant, push));
        }
    }

    private void SaveCheckpoint(DateTimeOffset now)
    {
        if (!checkpoints.IsDue(now))
            return;
        if (checkpoints.Start(tenants.States, now) is { } place)
            channels.Checkpoints.Writer.TryWrite(place);
        Report();
    }

    private void Report() =>
        status.Report(tenants.States.Select(state => state.Unacknowledged?.OldestCommit).Min(), tenants.Count, circuit.IsOpen);

    private void ArmTimer(DateTimeOffset now)
    {
        var next = checkpoints.NextDue;
        if (onTheirWay < options.MaxParallelPushes && tenants.NextDue() is { } due && circuit.NextTry(due) is { } at && (next is null || at < next))
            next = at;
        // Whole milliseconds upwards: timers count in those, and one that comes early finds nothing due.
        timer.Change(next is { } when ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((when - now).TotalMilliseconds))) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The SignalR service is away: pushes wait, one at a time is tried")]
        public static partial void ServiceAway(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "The SignalR service is back: pushes go on")]
        public static partial void ServiceBack(ILogger logger);
    }
}
