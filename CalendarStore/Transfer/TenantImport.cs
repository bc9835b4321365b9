using System.Runtime.CompilerServices;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarStore.Transfer;

/// <summary>Writes what <see cref="TenantExport"/> wrote into a tenant, of this store or another.</summary>
public static class TenantImport
{
    /// <summary>Batches on their way at once: a store commits what waits together.</summary>
    private const int MaxParallelBatches = 8;

    private const int MaxAttempts = 8;

    /// <summary>Reads all of it and writes nothing.</summary>
    /// <exception cref="InvalidDataException">It is no complete and valid file; says the line and the reason.</exception>
    public static async Task<TransferReport> CheckAsync(Stream source, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        using var digest = new ContentDigest();
        await foreach (var line in TransferReader.ReadAsync(source, cancellationToken))
        {
            digest.Add(line);
            Report(progress, "check", digest);
        }

        return digest.Report();
    }

    /// <summary>
    /// Writes calendars and events over whatever is there under their ids; equal ones stay untouched, so one that was broken off is completed by repeating it.
    /// What is not in the file stays. Have it looked at with <see cref="CheckAsync"/> first: then a bad file changes nothing.
    /// </summary>
    /// <exception cref="InvalidDataException">As from <see cref="CheckAsync"/>, found while writing.</exception>
    /// <exception cref="InvalidOperationException">The tenant is at a limit, or a calendar was deleted meanwhile.</exception>
    /// <exception cref="StoreUnavailableException">The store cannot be written to, also after repetitions.</exception>
    public static async Task<TransferReport> WriteAsync(
        Stream source, ICalendarStore store, TenantId tenant, WriteContext context, IProgress<TransferProgress>? progress, CancellationToken cancellationToken)
    {
        using var digest = new ContentDigest();
        await Parallel.ForEachAsync(
            BatchesAsync(source, store, tenant, context, digest, progress, cancellationToken),
            new ParallelOptions { MaxDegreeOfParallelism = MaxParallelBatches, CancellationToken = cancellationToken },
            async (batch, stop) => await WriteAsync(store, tenant, batch, context, stop));
        return digest.Report();
    }

    private static async IAsyncEnumerable<Batch> BatchesAsync(
        Stream source, ICalendarStore store, TenantId tenant, WriteContext context, ContentDigest digest, IProgress<TransferProgress>? progress, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = new List<(EventId, EventContent)>();
        CalendarId calendar = default;
        await foreach (var line in TransferReader.ReadAsync(source, cancellationToken))
        {
            if (line is not TransferLine.Event && events.Count > 0)
            {
                yield return new Batch(calendar, [.. events]);
                events.Clear();
            }

            if (line is TransferLine.Calendar next)
            {
                // Before its events are written, and those of the one before need not be finished.
                calendar = CalendarId.Parse(next.Id);
                var result = await Patiently(
                    () => store.PutCalendarAsync(tenant, calendar, next.Content, new WriteCondition.Overwrite(), context, cancellationToken), cancellationToken);
                if (result is WriteResult<TeamCalendar>.LimitReached limit)
                {
                    throw new InvalidOperationException(limit.Limit);
                }
            }
            else if (line is TransferLine.Event item)
            {
                events.Add((EventId.Parse(item.Id), item.Content.ToContent()));
                if (events.Count == StoreLimits.MaxBulkSize)
                {
                    yield return new Batch(calendar, [.. events]);
                    events.Clear();
                }
            }

            digest.Add(line);
            Report(progress, "import", digest);
        }
    }

    private static async Task WriteAsync(ICalendarStore store, TenantId tenant, Batch batch, WriteContext context, CancellationToken cancellationToken)
    {
        var results = await Patiently(() => store.WriteEventsAsync(tenant, batch.Calendar, batch.Events, context, cancellationToken), cancellationToken)
            ?? throw new InvalidOperationException($"The calendar '{batch.Calendar}' was deleted while its events were imported.");
        // Together they were too large for the store; alone they are not.
        foreach (var (item, _) in batch.Events.Zip(results).Where(pair => pair.Second is WriteResult<CalendarEvent>.LimitReached))
        {
            var result = await Patiently(
                () => store.PutEventAsync(tenant, batch.Calendar, item.Id, item.Content, new WriteCondition.Overwrite(), context, cancellationToken), cancellationToken);
            if (result is not (WriteResult<CalendarEvent>.Written or WriteResult<CalendarEvent>.Unchanged))
            {
                throw new InvalidOperationException($"The event '{item.Id}' of calendar '{batch.Calendar}' could not be imported: {result}");
            }
        }
    }

    /// <summary>An import is long, and a store that is throttled or restarted meanwhile comes back.</summary>
    private static async Task<T> Patiently<T>(Func<Task<T>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await write();
            }
            catch (StoreUnavailableException exception) when (exception.IsTransient && attempt < MaxAttempts)
            {
                await Task.Delay(exception.RetryAfter ?? TimeSpan.FromMilliseconds(100 * Math.Pow(2, attempt)), cancellationToken);
            }
        }
    }

    private static void Report(IProgress<TransferProgress>? progress, string step, ContentDigest digest)
    {
        if (digest.Events % StoreLimits.MaxPageSize == 0)
        {
            progress?.Report(new TransferProgress(step, digest.Calendars, digest.Events));
        }
    }

    private sealed record Batch(CalendarId Calendar, IReadOnlyList<(EventId Id, EventContent Content)> Events);
}
