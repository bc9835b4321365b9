using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace CalendarStore;

internal static class StoreTelemetry
{
    public const string Name = "CalendarStore";

    private static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    public static readonly Histogram<double> WriteDuration = Meter.CreateHistogram<double>(
        "calendar.store.write.duration", "s", "From the request to write until the write is durable.");

    public static readonly Histogram<double> ReadDuration = Meter.CreateHistogram<double>(
        "calendar.store.read.duration", "s", "From the request to read until the answer, waiting for a free reader included.");

    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>(
        "calendar.store.batch.size", "{write}", "Writes that shared one commit.");

    public static readonly Histogram<double> FeedLag = Meter.CreateHistogram<double>(
        "calendar.store.feed.lag", "s", "From the last commit of a head until a follower is handed it.");

    public static readonly Counter<long> Purged = Meter.CreateCounter<long>(
        "calendar.store.purged", "{tombstone}", "Tombstones that outlived their use.");

    public static readonly Histogram<double> RequestCharge = Meter.CreateHistogram<double>(
        "calendar.store.request_charge", "{request_unit}", "What a request to Cosmos DB cost, by the store's operation.");

    public static readonly Counter<long> Contended = Meter.CreateCounter<long>(
        "calendar.store.contended", "{attempt}", "Attempts to write to Cosmos DB that failed because another process wrote to the same tenant.");

    /// <summary>The span of a write that someone asked for; upkeep has none.</summary>
    public static Activity? StartWrite() => Source.StartActivity("store.write");
}
