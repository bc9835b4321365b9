using System.Diagnostics;
using System.Diagnostics.Metrics;
using CalendarStore.Feed;
using NodaTime;
using NotificationService.Coalescing;
using NotificationService.Health;
using TeamCalendars.Tenants;

namespace NotificationService.Pushing;

/// <summary>The ActivitySource and Meter <c>NotificationService</c>. A push continues the trace of the first head that it announces and links the traces of the others.</summary>
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
        delay = meter.CreateHistogram<double>("calendar.push.delay", "s", "Time from the commit of the oldest head that a push announces to the push.");
        duration = meter.CreateHistogram<double>("calendar.push.duration", "s", "Time from a push to its acceptance by the service.");
        changes = meter.CreateHistogram<long>("calendar.push.changes", "{change}", "Changes that one push covers, counted from the tenant's previous push if that is still known.");
        lag = meter.CreateHistogram<double>("calendar.feed.lag", "s", "Time from the last commit of a head to the reading of that head.");
        pushes = meter.CreateCounter<long>("calendar.pushes", "{push}", "Pushes by result.");
        lost = meter.CreateCounter<long>("calendar.feed.shares.lost", "{share}", "Shares that this instance no longer holds, by whether it released or lost them.");
        meter.CreateObservableUpDownCounter("calendar.feed.shares", () => status.Feed.Held, "{share}", "Shares of the feed that this instance holds.");
        meter.CreateObservableGauge("calendar.push.limit", () => status.Pushing.PushesPerSecond is { } limit ? [new Measurement<double>(limit)] : Array.Empty<Measurement<double>>(),
            "{push}/s", "The limit of pushes per second while the service throttles; no value without a limit.");
    }

    /// <param name="share">The share whose page had the entry; null for a nudge.</param>
    public void Read(FeedShare? share, FeedEntry entry) =>
        lag.Record(Since(entry.CommittedAt), new KeyValuePair<string, object?>("calendar.feed.share", share?.Name ?? "nudge"));

    public void Lost(bool wasReleased) => lost.Add(1, new KeyValuePair<string, object?>("calendar.feed.share.released", wasReleased));

    public Measured Start(TenantId tenant, Push push)
    {
        if (push.News is { } news)
        {
            delay.Record(Since(news.OldestCommit));
        }

        return new(this, push, Activity(tenant, push));
    }

    public void Dispose()
    {
        source.Dispose();
        meter.Dispose();
    }

    private Activity? Activity(TenantId tenant, Push push)
    {
        if (push.News is not { } news)
        {
            return null;
        }

        var links = news.Links.Select(link => ActivityContext.TryParse(link, null, isRemote: true, out var context) ? new ActivityLink(context) : default)
            .Where(link => link.Context != default);
        var parent = ActivityContext.TryParse(news.TraceParent, null, isRemote: true, out var first) ? first : default;
        var activity = source.StartActivity("push reload", ActivityKind.Producer, parent, links: links);
        activity?.SetTag("calendar.tenant.id", tenant.ToString())
            .SetTag("calendar.push.version", push.Position.Version)
            .SetTag("calendar.push.changes", push.Changes);
        return activity;
    }

    private double Since(Instant commit) => Math.Max(0, (Instant.FromDateTimeOffset(time.GetUtcNow()) - commit).TotalSeconds);

    public readonly struct Measured(PushTelemetry telemetry, Push push, Activity? activity) : IDisposable
    {
        private readonly long started = Stopwatch.GetTimestamp();

        public void Accepted()
        {
            telemetry.duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds);
            if (push.News is not null)
            {
                telemetry.changes.Record(push.Changes);
            }

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
            new KeyValuePair<string, object?>("calendar.push.kind", push.News is null ? "reannouncement" : "changes"));
    }
}
