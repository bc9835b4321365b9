using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Events;
using TeamCalendars.StoredFormat;
using TeamCalendars.Tenants;

namespace CalendarStore.Transfer;

/// <summary>Writes all calendars and events of a tenant as lines of JSON: to move to another store, for a backup, to leave.</summary>
/// <remarks>
/// What is moved is what there is: contents. Versions, ETags and tombstones stay behind, because they are of the store's life (its epoch): clients of the new one read afresh.
/// </remarks>
public static class TenantExport
{
    /// <summary>Events between two reports of progress, and per page.</summary>
    private const int PageSize = StoreLimits.MaxPageSize;

    /// <param name="destination">Written to from where it stands; the last line says that all is there.</param>
    /// <returns>What was written, and whether somebody changed the tenant meanwhile: then it is complete, but of no one moment.</returns>
    /// <exception cref="StoreUnavailableException">The store cannot be read.</exception>
    public static async Task<(TransferReport Report, bool Changed)> WriteAsync(
        ICalendarStore store, TenantId tenant, Stream destination, TimeProvider time, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        var before = await store.GetPositionAsync(tenant, cancellationToken);
        using var digest = new ContentDigest();
        await WriteAsync(destination, new TransferLine.Tenant(TransferLine.CurrentFormat, tenant.Value, Text(Instant.FromDateTimeOffset(time.GetUtcNow()))), cancellationToken);
        foreach (var calendar in await store.ListCalendarsAsync(tenant, cancellationToken))
        {
            var line = new TransferLine.Calendar(calendar.Id.Value, calendar.Content, calendar.Revision.By, Text(calendar.Revision.At));
            digest.Add(line);
            await WriteAsync(destination, line, cancellationToken);
            for (EventId? after = null; ;)
            {
                var page = await store.ListEventsAsync(tenant, calendar.Id, null, after, PageSize, cancellationToken) ?? [];
                foreach (var item in page)
                {
                    var next = new TransferLine.Event(calendar.Id.Value, item.Id.Value, StoredEvent.From(item.Content), item.Revision.By, Text(item.Revision.At));
                    digest.Add(next);
                    await WriteAsync(destination, next, cancellationToken);
                }

                progress?.Report(new TransferProgress("export", digest.Calendars, digest.Events));
                if (page.Count < PageSize)
                {
                    break;
                }

                after = page[^1].Id;
            }
        }

        var report = digest.Report();
        await WriteAsync(destination, new TransferLine.End(report.Calendars, report.Events, report.Digest), cancellationToken);
        await destination.FlushAsync(cancellationToken);
        return (report, await store.GetPositionAsync(tenant, cancellationToken) != before);
    }

    private static async Task WriteAsync(Stream destination, TransferLine line, CancellationToken cancellationToken)
    {
        await destination.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, TransferJson.Default.TransferLine), cancellationToken);
        await destination.WriteAsync("\n"u8.ToArray(), cancellationToken);
    }

    private static string Text(Instant instant) => InstantPattern.ExtendedIso.Format(instant);
}
