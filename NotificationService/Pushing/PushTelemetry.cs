using System.Diagnostics;
using System.Diagnostics.Metrics;
using CalendarStore;
using NodaTime;

namespace NotificationService;

/// <summary>The ActivitySource and Meter <c>NotificationService</c>. A push continues the trace of its first change and links the others'.</summary>
internal sealed class PushTelemetry : IDisposable
{
    public const string Name = "NotificationService";

    private readonly ActivitySource source = new(Name);
    private readonly Meter meter;
    private readonly TimeProvider time;
    private readonly Histogram<double> delay;
    private readonly Histogram<double> duration;
    private readonly Histogram<long> changes;
    private readonly Histogram<double> lag;
    private readonly Counter<long> pushes;
    private readonly Counter<long> lost;

    public PushTelemetry(IMeterFactory meters, NotificationStatus status, TimeProvider time)
    {
        this.time = time;
        meter = meters.Create(Name);
        delay = meter.CreateHistogram<double>("calendar.push.delay", "s", "From the commit of a push's oldest change to the push.");
        duration = meter.CreateHistogram<double>("calendar.push.duration", "s", "From a push to its acceptance by the service.");
        changes = meter.CreateHistogram<long>("calendar.push.changes", "{change}", "Changes that one push tells of.");
        lag = meter.CreateHistogram<double>("calendar.feed.lag", "s", "From a commit to its being read from the feed.");
        pushes = meter.CreateCounter<long>("calendar.pushes", "{push}", "Pushes by result.");
        lost = meter.CreateCounter<long>("calendar.feed.shares.lost", "{share}", "Shares that became another instance's, by whether they were handed on in order.");
        meter.CreateObservableUpDownCounter("calendar.feed.shares", () => status.Feed.Held, "{share}", "Shares of the feed that this instance holds.");
        meter.CreateObservableGauge("calendar.push.limit", () => status.Pushing.PushesPerSecond is { } limit ? [new Measurement<double>(limit)] : Array.Empty<Measurement<double>>(),
            "{push}/s", "How many pushes are started while the service asks to slow down; nothing without a limit.");
    }

    public void Read(FeedShare share, FeedEntry entry) => lag.Record(Since(entry.CommittedAt), new KeyValuePair<string, object?>("calendar.feed.share", share.Name));

    public void Lost(bool wasHandedOn) => lost.Add(1, new KeyValuePair<string, object?>("calendar.feed.share.handed_on", wasHandedOn));

    public Measured Start(TenantId tenant, Push push)
    {
        if (push.Changes is { } union)
            delay.Record(Since(union.OldestCommit));
        return new(this, push, Activity(tenant, push));
    }

    public void Dispose()
    {
        source.Dispose();
        meter.Dispose();
    }

    private Activity? Activity(TenantId tenant, Push push)
    {
        if (push.Changes is not { } union)
            return null;
        var links = union.Links.Select(link => ActivityContext.TryParse(link, null, isRemote: true, out var context) ? new ActivityLink(context) : default)
            .Where(link => link.Context != default);
        var parent = ActivityContext.TryParse(union.TraceParent, null, isRemote: true, out var first) ? first : default;
        var activity = source.StartActivity("push reload", ActivityKind.Producer, parent, links: links);
        activity?.SetTag("calendar.tenant.id", tenant.ToString())
            .SetTag("calendar.push.since", union.Since)
            .SetTag("calendar.push.version", union.Version)
            .SetTag("calendar.push.changes", union.Changes);
        return activity;
    }

    private double Since(Instant commit) => Math.Max(0, (Instant.FromDateTimeOffset(time.GetUtcNow()) - commit).TotalSeconds);

    public readonly struct Measured(PushTelemetry telemetry, Push push, Activity? activity) : IDisposable
    {
        private readonly long started = Stopwatch.GetTimestamp();

        public void Accepted()
        {
            telemetry.duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
            if (push.Changes is { } union)
                telemetry.changes.Record(union.Changes);
            Count("accepted");
        }

        public void Failed(PushOutcome outcome, Exception failure)
        {
            activity?.SetStatus(ActivityStatusCode.Error, failure.Message);
            Count(outcome switch
            {
                { IsThrottled: true } => "throttled",
                { Kind: FailureKind.Tenant } => "refused",
                { Kind: FailureKind.Unclear } => "failed",
                _ => "unreachable",
            });
        }

        public void Dispose() => activity?.Dispose();

        private void Count(string result) => telemetry.pushes.Add(1,
            new KeyValuePair<string, object?>("calendar.push.result", result),
            new KeyValuePair<string, object?>("calendar.push.kind", push.Changes is null ? "reannouncement" : "changes"));
    }
}
