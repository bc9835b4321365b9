using System.Diagnostics;
using System.Globalization;
using CalendarApi.People;
using CalendarApi.Telemetry;
using CalendarStore;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Reading;
using TeamCalendars.People;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarApi.Interchange;

/// <summary>
/// Writes the events of a calendar file in batches. Each batch is atomic, the whole import is not. To complete an interrupted import, repeat it:
/// an event's id is derived from its UID, and an event that is already equal is not written again. Attendees are matched with the directory as it was at the beginning;
/// those who are not in it become contacts, in the batch of their first event.
/// </summary>
internal static class Importing
{
    /// <summary>A report has as many entries of each kind.</summary>
    private const int MaxEntries = ICalendarReader.MaxReportEntries;

    /// <returns>
    /// The report, and the position after the last batch if there was one; null when the calendar is not there any more, and no report when the writer may not write to it any more.
    /// </returns>
    public static async Task<(ImportReportJson? Report, Position? Position)?> WriteAsync(
        ICalendarStore store, TenantId tenant, CalendarId calendar, ICalendarReadResult.Read file, WriteContext context, CancellationToken cancellationToken)
    {
        using var activity = Instruments.Activities.StartActivity("write imported events");
        activity?.SetTag("calendar.import.events", file.Events.Length);
        var (created, updated, unchanged) = (0, 0, 0);
        var skippedCount = file.SkippedCount;
        var skipped = file.Skipped.Select(skip => new SkippedJson(skip.Component, skip.Uid, skip.Line, skip.Reason)).ToList();
        var warningCount = file.WarningCount;
        var warnings = file.Warnings.Select(warning => new WarningJson(warning.Uid, warning.Line, warning.Reason)).ToList();
        Position? position = null;
        void Skip(ImportedEvent item, string reason)
        {
            if (++skippedCount <= MaxEntries)
            {
                skipped.Add(new("VEVENT", item.Content.Uid, item.Line, reason));
            }
        }

        PersonMatching? directory = null;
        foreach (var batch in file.Events.Chunk(StoreLimits.MaxBulkSize))
        {
            var people = new Dictionary<PersonId, PersonContent>();
            var events = new List<(EventId Id, EventContent Content)>();
            foreach (var item in batch)
            {
                if (AssigneeMatching.IsNeeded(item.Content))
                {
                    directory ??= await DirectoryReading.MatchingAsync(store, tenant, cancellationToken);
                    events.Add((item.Id, AssigneeMatching.Match(item.Content, directory, people)));
                }
                else
                {
                    events.Add((item.Id, item.Content));
                }
            }

            var results = await store.WriteEventsAsync(tenant, calendar, events, [.. people.Select(person => (person.Key, person.Value))], context, cancellationToken);
            if (results is null)
            {
                return null;
            }

            if (results is [WriteResult<CalendarEvent>.Forbidden, ..])
            {
                return (null, position);
            }

            foreach (var (item, result) in batch.Zip(results))
            {
                if (result.Warning is { } reason && ++warningCount <= MaxEntries)
                {
                    warnings.Add(new(item.Content.Uid, item.Line, reason));
                }

                switch (result)
                {
                    case WriteResult<CalendarEvent>.Written written:
                        created += written.Created ? 1 : 0;
                        updated += written.Created ? 0 : 1;
                        position = Later(position, written.Position);
                        break;
                    case WriteResult<CalendarEvent>.Unchanged same:
                        unchanged++;
                        position = Later(position, same.Position);
                        break;
                    case WriteResult<CalendarEvent>.Conflict newer:
                        Skip(item, string.Create(CultureInfo.InvariantCulture, $"A newer version is stored: its SEQUENCE is {newer.Current.Content.Sequence}, this one has {item.Content.Sequence}."));
                        break;
                    case WriteResult<CalendarEvent>.LimitReached reached:
                        Skip(item, $"The tenant has reached a limit: {reached.Limit}");
                        break;
                    default:
                        throw new UnreachableException($"The store answered {result} to an overwrite.");
                }
            }
        }

        var report = new ImportReportJson(created, updated, unchanged, skipped, file.Name, warnings.Count == 0 ? null : warnings)
        {
            SkippedCount = skippedCount > skipped.Count ? skippedCount : null,
            WarningCount = warningCount > warnings.Count ? warningCount : null,
        };
        return (report, position);
    }

    /// <summary>A series is written before what stands for itself, so the last event of a batch need not have the last version.</summary>
    private static Position Later(Position? known, Position next) => known is { } position && position.Version > next.Version ? position : next;
}
