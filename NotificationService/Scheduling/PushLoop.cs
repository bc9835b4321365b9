using CalendarStore.Feed;
using NotificationService.Coalescing;
using NotificationService.Following;
using NotificationService.Health;
using NotificationService.Pushing;
using TeamCalendars.Tenants;

namespace NotificationService.Scheduling;

/// <summary>
/// Owns all state of the pushing and decides what happens when; does no input or output itself.
/// What it knows is one position per tenant with something unacknowledged, whatever the feed brings and however long the service is away.
/// </summary>
internal sealed partial class PushLoop : IDisposable
{
    /// <summary>Events that are handled before it is looked what else there is to do: pages may come without a pause.</summary>
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
    private int onTheirWay;
    private int repetitions;
    private bool ended;

    /// <summary>A nudge has come to this instance since it started: so they are sent (Cosmos DB), each to any one of the instances.</summary>
    private bool hearsNudges;

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
        // When the queue is full the loop is awake anyway.
        timer = time.CreateTimer(_ => channels.Events.Writer.TryWrite(LoopEvent.Tick.Instance), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Half of the places, and one at the least.</summary>
    private bool MayRepeat => repetitions < Math.Max(1, options.MaxParallelPushes / 2);

    /// <summary>Runs until nothing is followed any more and what is on its way has ended.</summary>
    public async Task RunAsync()
    {
        var events = channels.Events.Reader;
        while (!(ended && onTheirWay == 0) && await events.WaitToReadAsync(CancellationToken.None))
        {
            for (var n = 0; n < EventsAtATime && events.TryRead(out var happened); n++)
            {
                Handle(happened, clock.Now);
                StartPushes(clock.Now);
            }

            channels.Room.Set(isOpen: tenants.Waiting < options.MaxWaitingTenants);
            var now = clock.Now;
            StartPushes(now);
            SavePlaces(now);
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
                // Without a farewell: another took it over.
                telemetry.Lost(wasHandedOn: shares.Remove(lost.Share) is { IsFinished: true });
                Report();
                break;
            case LoopEvent.Pushed pushed:
                Finish(pushed.Push, pushed.Outcome, now);
                break;
            case LoopEvent.Saved saved:
                foreach (var (place, succeeded) in saved.Places)
                {
                    shares[place.Share]?.Saved(place.Place, succeeded);
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
            tenants.Set(entry.Tenant, Coalescer.Read(tenants[entry.Tenant], entry, share, before, hearsNudges));
        }
    }

    private void Nudged(IReadOnlyList<FeedEntry> entries)
    {
        hearsNudges = true;
        foreach (var entry in entries)
        {
            telemetry.Read(null, entry);
            tenants.Set(entry.Tenant, Coalescer.Nudged(tenants[entry.Tenant], entry));
        }
    }

    private void Finish(StartedPush started, PushOutcome outcome, DateTimeOffset now)
    {
        var tenant = started.Tenant;
        onTheirWay--;
        repetitions -= started.IsRepetition ? 1 : 0;
        Judge(tenant, outcome, now);
        var state = tenants[tenant];
        // The share may have been lost meanwhile, or be held anew: then the outcome is about a state that is gone.
        if (!ReferenceEquals(state.InFlight, started.Push))
        {
            return;
        }

        tenants.Set(tenant, outcome.Succeeded
            ? Coalescer.Accepted(state, now, rhythm)
            : Coalescer.Failed(state, now, backoff.After(state.Failures + 1, outcome.RetryAfter)));
    }

    /// <summary>What the outcome of a push says about the service.</summary>
    private void Judge(TenantId tenant, PushOutcome outcome, DateTimeOffset now)
    {
        var (wasOpen, rate) = (circuit.IsOpen, pace.PerSecond);
        circuit = outcome.Succeeded ? Circuit.Closed : circuit.Failed(tenant, outcome.Kind, now, failures => backoff.After(failures, outcome.RetryAfter));
        pace = outcome.Succeeded ? pace.Accepted(tenant, now) : outcome.IsThrottled ? pace.Refused(tenant, now) : pace;

        if (!wasOpen && circuit.IsOpen)
        {
            Log.ServiceAway(logger);
        }
        else if (wasOpen && !circuit.IsOpen)
        {
            Log.ServiceBack(logger);
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
        while (onTheirWay < options.MaxParallelPushes && circuit.MayPush(now) && pace.MayPush(now) && tenants.Take(now, MayRepeat) is { } started)
        {
            circuit = circuit.Pushing(started.Tenant);
            pace = pace.Started(now);
            onTheirWay++;
            repetitions += started.IsRepetition ? 1 : 0;
            // Never full: it holds as many as may be on their way.
            channels.Pushes.Writer.TryWrite(started);
        }
    }

    private void SavePlaces(DateTimeOffset now)
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
            if (followed is not { Release: { } release, IsSaving: false, IsFinished: false } || tenants.IsOnItsWay(share))
            {
                continue;
            }

            // Tried once: the next holder repeats what is not saved.
            if (!followed.IsLastSaved && shares.Unsaved(share, tenants.Unacknowledged()) is { } place)
            {
                followed.IsLastSaved = Save([place]);
            }
            else
            {
                followed.IsFinished = release.TrySetResult();
            }
        }
    }

    /// <returns>False when another save is about to be begun: its end will wake the loop.</returns>
    private bool Save(IReadOnlyList<SharePlace> places)
    {
        if (places.Count == 0 || !channels.Places.Writer.TryWrite(places))
        {
            return false;
        }

        foreach (var place in places)
        {
            shares[place.Share]!.Saving();
        }

        return true;
    }

    private void Report() =>
        status.Report(new(tenants.States.Select(state => state.OldestUnacknowledged).Min(), tenants.Count, circuit.IsOpen, pace.PerSecond));

    private void ArmTimer(DateTimeOffset now)
    {
        var next = shares.NextDue;
        if (onTheirWay < options.MaxParallelPushes && tenants.NextDue(MayRepeat) is { } due && circuit.NextTry(due) is { } possible && pace.NextTry(possible) is var at && !(next <= at))
        {
            next = at;
        }

        // Whole milliseconds upwards: timers count in those, and one that comes early finds nothing due.
        timer.Change(next is { } when ? TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling((when - now).TotalMilliseconds))) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The SignalR service is away: pushes wait, one at a time is tried")]
        public static partial void ServiceAway(ILogger logger);

        [LoggerMessage(Level = LogLevel.Information, Message = "The SignalR service is back: pushes go on")]
        public static partial void ServiceBack(ILogger logger);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The SignalR service asks to slow down: {PerSecond:0.0} pushes per second are made")]
        public static partial void Slower(ILogger logger, double perSecond);

        [LoggerMessage(Level = LogLevel.Information, Message = "Pushes are made as they come again")]
        public static partial void Unlimited(ILogger logger);
    }
}
