using CalendarStore;
using CalendarStore.Feed;
using NotificationService.Coalescing;
using NotificationService.Following;
using NotificationService.Health;
using NotificationService.Pushing;
using TeamCalendars.Tenants;

namespace NotificationService.Scheduling;

/// <summary>
/// Owns all state of the pushing and makes all decisions. It does no input or output itself.
/// The state is one position per tenant with something unacknowledged, whatever the feed brings and however long the service is unavailable.
/// </summary>
internal sealed partial class PushLoop : IDisposable
{
    /// <summary>Events handled in one go before other work is checked; otherwise a steady stream of pages would starve pushes and checkpoints.</summary>
    private const int EventsAtATime = 64;

    private readonly NotificationOptions options;
    private readonly LoopChannels channels;
    private readonly NotificationStatus status;
    private readonly PushTelemetry telemetry;
    private readonly SteadyClock clock;
    private readonly ILogger logger;
    private readonly PushRhythm rhythm;
    private readonly TenantSchedule tenants;
    private readonly Backoff backoff;
    private readonly FollowedShares shares;
    private readonly ITimer timer;
    private Circuit circuit = Circuit.Closed;
    private PushPace pace = PushPace.Free;
    private int inFlight;
    private int retries;
    private bool ended;

    /// <summary>A nudge has reached this instance since it started. So the API sends nudges (Cosmos DB), each to any one of the instances.</summary>
    private bool receivesNudges;

    public PushLoop(NotificationOptions options, LoopChannels channels, NotificationStatus status, PushTelemetry telemetry, TimeProvider time, ILogger logger, Func<double> random)
    {
        this.options = options;
        this.channels = channels;
        this.status = status;
        this.telemetry = telemetry;
        this.logger = logger;
        clock = new(time);
        rhythm = new(options.Interval, options.ReannounceAfter);
        tenants = new(rhythm);
        backoff = new(options.RetryDelay, options.MaxRetryDelay, random);
        shares = new(options.CheckpointInterval);
        // If the queue is full, the loop is awake anyway and the tick can be dropped.
        timer = time.CreateTimer(_ => channels.Events.Writer.TryWrite(LoopEvent.Tick.Instance), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Retries may use half of the places, and at least one.</summary>
    private bool MayRetry => retries < Math.Max(1, options.MaxParallelPushes / 2);

    /// <summary>Runs until no share is followed any more and no push is in flight.</summary>
    public async Task RunAsync()
    {
        var events = channels.Events.Reader;
        while (!(ended && inFlight == 0) && await events.WaitToReadAsync(CancellationToken.None))
        {
            for (var n = 0; n < EventsAtATime && events.TryRead(out var happened); n++)
            {
                Handle(happened, clock.Now);
                StartPushes(clock.Now);
            }

            channels.Room.Set(isOpen: tenants.Waiting < options.MaxWaitingTenants);
            var now = clock.Now;
            StartPushes(now);
            SaveCheckpoints(now);
            FinishReleases();
            ArmTimer(now);
        }
    }

    public void Dispose() => timer.Dispose();

    private void Handle(LoopEvent happened, DateTimeOffset now)
    {
        switch (happened)
        {
            case LoopEvent.Acquired acquired:
                shares.Add(acquired.Share);
                break;
            case LoopEvent.Read read:
                Read(read.Share, read.Page);
                break;
            case LoopEvent.Nudged nudged:
                Nudged(nudged.Entries);
                break;
            case LoopEvent.Releasing releasing:
                tenants.Hold(releasing.Share);
                shares[releasing.Share]!.Release = releasing.Done;
                break;
            case LoopEvent.Lost lost:
                tenants.Forget(lost.Share);
                // The share was lost without a release: another instance acquired it.
                telemetry.Lost(wasReleased: shares.Remove(lost.Share) is { IsFinished: true });
                Report();
                break;
            case LoopEvent.Pushed pushed:
                Finish(pushed.Push, pushed.Outcome, now);
                break;
            case LoopEvent.Saved saved:
                foreach (var (checkpoint, succeeded) in saved.Checkpoints)
                {
                    shares[checkpoint.Share]?.Saved(checkpoint.Checkpoint, succeeded);
                }

                break;
            case LoopEvent.Ended:
                ended = true;
                break;
        }
    }

    private void Read(FeedShare share, FeedPage page)
    {
        var followed = shares[share]!;
        var before = followed.Read;
        followed.Advance(page);
        foreach (var entry in page.Entries)
        {
            telemetry.Read(share, entry);
            tenants.Set(entry.Tenant, Coalescer.Read(tenants[entry.Tenant], entry, share, before, receivesNudges));
        }
    }

    private void Nudged(IReadOnlyList<FeedEntry> entries)
    {
        receivesNudges = true;
        foreach (var entry in entries)
        {
            telemetry.Read(null, entry);
            tenants.Set(entry.Tenant, Coalescer.Nudged(tenants[entry.Tenant], entry));
        }
    }

    private void Finish(StartedPush started, PushOutcome outcome, DateTimeOffset now)
    {
        var tenant = started.Tenant;
        inFlight--;
        retries -= started.IsRetry ? 1 : 0;
        Judge(tenant, outcome, now);
        var state = tenants[tenant];
        // The share may have been lost or acquired again in the meantime. The outcome then belongs to a state that no longer exists.
        if (!ReferenceEquals(state.InFlight, started.Push))
        {
            return;
        }

        tenants.Set(tenant, outcome.Succeeded
            ? Coalescer.Accepted(state, now, rhythm)
            : Coalescer.Failed(state, now, backoff.After(state.Failures + 1, outcome.RetryAfter)));
    }

    /// <summary>Updates the circuit and the pace with the outcome of a push.</summary>
    private void Judge(TenantId tenant, PushOutcome outcome, DateTimeOffset now)
    {
        var (wasOpen, rate) = (circuit.IsOpen, pace.PerSecond);
        circuit = outcome.Succeeded ? Circuit.Closed : circuit.Failed(tenant, outcome.Kind, now, failures => backoff.After(failures, outcome.RetryAfter));
        pace = outcome.Succeeded ? pace.Accepted(tenant, now) : outcome.IsThrottled ? pace.Refused(tenant, now) : pace;

        if (!wasOpen && circuit.IsOpen)
        {
            Log.ServiceUnavailable(logger);
        }
        else if (wasOpen && !circuit.IsOpen)
        {
            Log.ServiceAvailable(logger);
        }

        if (pace.PerSecond < (rate ?? double.MaxValue))
        {
            Log.Slower(logger, pace.PerSecond.Value);
        }
        else if (rate is not null && pace.PerSecond is null)
        {
            Log.Unlimited(logger);
        }

        if (wasOpen != circuit.IsOpen || rate is null != pace.PerSecond is null)
        {
            Report();
        }
    }

    private void StartPushes(DateTimeOffset now)
    {
        while (inFlight < options.MaxParallelPushes && circuit.MayPush(now) && pace.MayPush(now) && tenants.Take(now, MayRetry) is { } started)
        {
            circuit = circuit.Pushing(started.Tenant);
            pace = pace.Started(now);
            inFlight++;
            retries += started.IsRetry ? 1 : 0;
            // Never full: its capacity is the highest number of pushes in flight.
            channels.Pushes.Writer.TryWrite(started);
        }
    }

    private void SaveCheckpoints(DateTimeOffset now)
    {
        if (!(shares.NextDue <= now))
        {
            return;
        }

        Save(shares.Due(tenants.Unacknowledged(), now));
        Report();
    }

    private void FinishReleases()
    {
        foreach (var (share, followed) in shares.All)
        {
            if (followed is not { Release: { } release, IsSaving: false, IsFinished: false } || tenants.IsInFlight(share))
            {
                continue;
            }

            // Try only once: the next holder repeats whatever is not saved.
            if (!followed.IsLastSaved && shares.Unsaved(share, tenants.Unacknowledged()) is { } checkpoint)
            {
                followed.IsLastSaved = Save([checkpoint]);
            }
            else
            {
                followed.IsFinished = release.TrySetResult();
            }
        }
    }

    /// <returns>False when another save is about to start; its end wakes the loop.</returns>
    private bool Save(IReadOnlyList<ShareCheckpoint> checkpoints)
    {
        if (checkpoints.Count == 0 || !channels.Checkpoints.Writer.TryWrite(checkpoints))
        {
            return false;
        }

        foreach (var checkpoint in checkpoints)
        {
            shares[checkpoint.Share]!.Saving();
        }

        return true;
    }

    private void Report() =>
        status.Report(new(tenants.States.Select(state => state.OldestUnacknowledged).Min(), tenants.Count, circuit.IsOpen, pace.PerSecond));

    private void ArmTimer(DateTimeOffset now)
    {
        var next = shares.NextDue;
        if (inFlight < options.MaxParallelPushes && tenants.NextDue(MayRetry) is { } due && circuit.NextTry(due) is { } possible && pace.NextTry(possible) is var at && !(next <= at))
        {
            next = at;
        }

        // Round up to whole milliseconds, the resolution of timers: a timer that fires early would find nothing due.
        timer.Change(next is { } when ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((when - now).TotalMilliseconds))) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The SignalR service is unavailable: pushes are paused, one at a time is tried")]
        public static partial void ServiceUnavailable(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "The SignalR service is available again: pushes continue")]
        public static partial void ServiceAvailable(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The SignalR service throttles: the limit is now {PerSecond:0.0} pushes per second")]
        public static partial void Slower(ILogger logger, double perSecond);

        [LoggerMessage(Level = LogLevel.Information, Message = "The limit of pushes per second is lifted")]
        public static partial void Unlimited(ILogger logger);
    }
}
