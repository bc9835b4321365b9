using System.Globalization;
using CalendarClient;
using EndToEnd.Tests.Faults.People;
using EndToEnd.Tests.Faults.Watching;
using Calendar = CalendarClient.Calendar;

namespace EndToEnd.Tests.Faults.Writing;

/// <summary>
/// Writes all the time to calendars that nobody else writes to. It sends each write until it is answered, and then the next.
/// The seed alone determines the writes; how many there are depends on the faults.
/// </summary>
internal sealed class Writer(SampleTenant tenant, int number, int seed, CalendarApiClient api, TenantProgress progress, WriteTally tally, Journal journal)
{
    private const int MaxCalendars = 3;
    private const int MaxEvents = 30;

    private readonly Random random = new(seed);
    // The number of waits depends on the faults. So waits have their own random numbers, and the seed still determines the choices.
    private readonly StubbornRequest stubborn = new(journal, new Random(seed));
    private readonly List<Acknowledgement> acknowledgements = [];
    private readonly Dictionary<string, ExpectedCalendar> calendars = new(StringComparer.Ordinal);
    private int writes;
    private long imported;

    public SampleTenant Tenant => tenant;

    public IReadOnlyDictionary<string, ExpectedCalendar> Calendars => calendars;

    public IReadOnlyList<Acknowledgement> Acknowledgements => acknowledgements;

    /// <summary>How many changes were acknowledged, those of imports included. Each is one version, also when the request was sent more than once.</summary>
    public long Changes => acknowledgements.Count + imported;

    /// <param name="stop">Begins no further write, and waits for the answer to the write in flight.</param>
    /// <param name="giveUp">Ends also the write in flight.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken giveUp)
    {
        while (!stop.IsCancellationRequested)
        {
            await WriteAsync(giveUp);
            try
            {
                await Task.Delay(random.Next(100, 400), stop);
            }
            catch (OperationCanceledException) when (!giveUp.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>A title that no other write has.</summary>
    private string NewTitle() => string.Create(CultureInfo.InvariantCulture, $"{tenant.Prefix}w{number} write {++writes}");

    private string NewId() => string.Create(CultureInfo.InvariantCulture, $"{tenant.Prefix}w{number}-{writes + 1}");

    private async Task WriteAsync(CancellationToken giveUp)
    {
        var choice = random.Next(100);
        if (calendars.Count == 0 || (choice < 4 && calendars.Count < MaxCalendars))
        {
            await CreateCalendarAsync(giveUp);
            return;
        }

        var calendar = Any(calendars.Values);
        switch (choice)
        {
            case < 8:
                await RenameCalendarAsync(calendar, giveUp);
                break;
            case < 10:
                await DeleteCalendarAsync(calendar, giveUp);
                break;
            case < 16:
                await ImportAsync(calendar, giveUp);
                break;
            case < 50 when calendar.Events.Count > 0:
                await ReplaceEventAsync(calendar, Any(calendar.Events.Values), giveUp);
                break;
            case < 65 when calendar.Events.Count > 0:
                await DeleteEventAsync(calendar, Any(calendar.Events.Values), giveUp);
                break;
            default:
                if (calendar.Events.Count < MaxEvents)
                {
                    await CreateEventAsync(calendar, giveUp);
                }
                else
                {
                    await DeleteEventAsync(calendar, Any(calendar.Events.Values), giveUp);
                }

                break;
        }
    }

    private async Task CreateCalendarAsync(CancellationToken giveUp)
    {
        var (id, content) = (NewId(), Content.Calendar(tenant, NewTitle()));
        var (answer, again) = await stubborn.AskAsync($"creating {id}", cancel => api.CreateCalendarAsync(id, content, cancel), giveUp);
        if (Done(answer, $"creating {id}") is { } calendar)
        {
            Count(calendar.Version, id, null, again, again && answer is Answer<Calendar>.Ok { Created: false });
            calendars[id] = new() { Latest = calendar };
        }
    }

    private async Task RenameCalendarAsync(ExpectedCalendar expected, CancellationToken giveUp)
    {
        var (before, content) = (expected.Latest, Content.Calendar(tenant, NewTitle()));
        var (answer, again) = await stubborn.AskAsync($"renaming {before.Id}", cancel => api.ReplaceCalendarAsync(before.Id, content, before.Etag, cancel), giveUp);
        var found = again && answer is Answer<Calendar>.Refused { Problem: { Name: ProblemNames.PreconditionFailed } problem }
            && problem.CurrentCalendar() is { } current && current.Name == content.Name ? current : null;
        if ((found ?? Done(answer, $"renaming {before.Id}")) is { } calendar)
        {
            Count(calendar.Version, calendar.Id, null, again, found is not null);
            expected.Latest = calendar;
        }
    }

    private async Task DeleteCalendarAsync(ExpectedCalendar expected, CancellationToken giveUp)
    {
        var before = expected.Latest;
        var (answer, again) = await stubborn.AskAsync($"deleting {before.Id}", cancel => api.DeleteCalendarAsync(before.Id, before.Etag, cancel), giveUp);
        if (Deleted(answer, before.Id, null, again))
        {
            calendars.Remove(before.Id);
        }
    }

    private async Task CreateEventAsync(ExpectedCalendar calendar, CancellationToken giveUp)
    {
        var (id, content) = (NewId(), Content.Event(tenant, NewTitle(), random.Next(8, 18)));
        var (answer, again) = await stubborn.AskAsync($"creating {id}", cancel => api.CreateEventAsync(calendar.Latest.Id, id, content, cancel), giveUp);
        if (Done(answer, $"creating {id}") is { } item)
        {
            Count(item.Version, item.CalendarId, id, again, again && answer is Answer<CalendarEvent>.Ok { Created: false });
            calendar.Events[id] = item;
        }
    }

    private async Task ReplaceEventAsync(ExpectedCalendar calendar, CalendarEvent before, CancellationToken giveUp)
    {
        var content = Content.Event(tenant, NewTitle(), random.Next(8, 18));
        var (answer, again) = await stubborn.AskAsync(
            $"replacing {before.Id}", cancel => api.ReplaceEventAsync(before.CalendarId, before.Id, content, before.Etag, cancel), giveUp);
        var found = again && answer is Answer<CalendarEvent>.Refused { Problem: { Name: ProblemNames.PreconditionFailed } problem }
            && problem.CurrentEvent() is { } current && current.Title == content.Title ? current : null;
        if ((found ?? Done(answer, $"replacing {before.Id}")) is { } item)
        {
            Count(item.Version, item.CalendarId, item.Id, again, found is not null);
            calendar.Events[item.Id] = item;
        }
    }

    private async Task DeleteEventAsync(ExpectedCalendar calendar, CalendarEvent before, CancellationToken giveUp)
    {
        var (answer, again) = await stubborn.AskAsync($"deleting {before.Id}", cancel => api.DeleteEventAsync(before.CalendarId, before.Id, before.Etag, cancel), giveUp);
        if (Deleted(answer, before.CalendarId, before.Id, again))
        {
            calendar.Events.Remove(before.Id);
        }
    }

    /// <summary>Imports new events, and new titles for existing ones. There are up to 60, so that some files take more than one atomic batch.</summary>
    private async Task ImportAsync(ExpectedCalendar calendar, CancellationToken giveUp)
    {
        var title = NewTitle();
        var uids = calendar.Imported.Keys.Where(_ => random.Next(3) == 0)
            .Concat(Enumerable.Range(0, random.Next(1, calendar.Imported.Count < 100 ? 60 : 2)).Select(item => $"{NewId()}-{item}@calendar-realtime.test"));
        var titles = uids.ToDictionary(uid => uid, _ => title, StringComparer.Ordinal);
        var (answer, again) = await stubborn.AskAsync(
            $"importing into {calendar.Latest.Id}", cancel => api.ImportAsync(calendar.Latest.Id, Content.File(tenant, titles), cancel), giveUp);
        if (Done(answer, $"importing into {calendar.Latest.Id}") is not { } report)
        {
            return;
        }

        if (report.Created + report.Updated + report.Unchanged != titles.Count)
        {
            journal.Broken($"Of {titles.Count} events imported into {calendar.Latest.Id}, the report knows {report}.");
        }

        tally.Count(again, again && report.Unchanged == titles.Count);
        progress.Acknowledge(answer.Head!.Value.Version);
        // Every title is new. So an event that the report calls unchanged was written by an attempt without an answer.
        imported += titles.Count;
        foreach (var uid in titles.Keys)
        {
            calendar.Imported[uid] = title;
        }
    }

    private bool Deleted(Answer<Position> answer, string calendar, string? item, bool again)
    {
        // This happens also when the writer has sent one request: .NET's HTTP handler itself retries a request without a body when a kept connection ends before the answer.
        // The version of the deletion is then unknown.
        if (answer is Answer<Position>.Refused { Problem.Name: ProblemNames.NotFound })
        {
            tally.Count(wasUnknown: true, wasDone: true);
            acknowledgements.Add(new(null, calendar, item));
            return true;
        }

        if (answer is not Answer<Position>.Ok ok)
        {
            journal.Broken($"Deleting {calendar}/{item} was refused: {((Answer<Position>.Refused)answer).Problem}");
            return false;
        }

        Count(ok.Value.Version, calendar, item, again, wasDone: false);
        return true;
    }

    private void Count(long version, string calendar, string? item, bool wasUnknown, bool wasDone)
    {
        tally.Count(wasUnknown, wasDone);
        acknowledgements.Add(new(version, calendar, item));
        progress.Acknowledge(version);
    }

    private T? Done<T>(Answer<T> answer, string what)
        where T : class
    {
        if (answer is Answer<T>.Ok ok)
        {
            return ok.Value;
        }

        journal.Broken($"{what} was refused: {((Answer<T>.Refused)answer).Problem}");
        return null;
    }

    private T Any<T>(IReadOnlyCollection<T> items) => items.ElementAt(random.Next(items.Count));
}
