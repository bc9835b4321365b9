extern alias api;

using System.Globalization;
using System.Net;
using CalendarApi.Answers;
using CalendarApi.Interchange;
using CalendarApi.Limits;
using CalendarApi.Tests.Hosting;
using CalendarStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.ICalendar.Writing;
using TeamCalendars.Tenants;
using TeamCalendars.Writes;

namespace CalendarApi.Tests.Interchange;

public class ExportTests(CalendarSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_calendar_is_never_whole_in_memory()
    {
        const int Events = 3_000;
        var (store, counts) = PagedStore.Of(Events);
        var calendar = new TeamCalendar
        {
            Id = CalendarId.Parse("team"),
            Content = new() { Name = "Team", TimeZone = "Europe/Berlin" },
            Revision = new Revision("x", 1, NodaTime.Instant.FromUtc(2026, 11, 23, 8, 0), "adele"),
        };
        await using var stream = new CountingStream();
        var memory = new AnswerMemory(Options.Create(new WorkOptions()));
        using var places = new WorkPlaces(Options.Create(new WorkOptions()), memory);

        await Exporting.WriteAsync(store, places, memory, new api::CalendarApi.Authentication.Caller(new TenantId(Guid.NewGuid()), Guid.NewGuid(), DateTimeOffset.MaxValue), calendar, new ICalendarOutline(), stream, NullLogger.Instance, Stop);

        Assert.True(stream.Length > Events * EventRules.MaxDescription);
        Assert.InRange(stream.LargestWrite, 1, 128 * 1024);
        // The page that is written, and the one before it until the next has come.
        Assert.InRange(counts.MostHeld, 0, 2);
    }

    [Fact]
    public async Task An_export_that_the_store_interrupts_does_not_look_whole()
    {
        // Three pages for the outline, two of the file itself.
        using var api = system.Start(services: services => InterruptedStore.Wrap(services, 5));
        var tenant = system.NewTenant().At(api.Address);
        using var caller = tenant.SignIn();
        await FillAsync(caller, 250);

        await Assert.ThrowsAsync<HttpRequestException>(() => caller.GetAsync("/api/calendars/team/export.ics"));
    }

    [Fact]
    public async Task A_store_that_fails_before_the_first_byte_is_a_problem_like_any_other()
    {
        using var api = system.Start(services: services => InterruptedStore.Wrap(services, 1));
        using var caller = system.NewTenant().At(api.Address).SignIn();
        await FillAsync(caller, 250);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await caller.GetAsync("/api/calendars/team/export.ics")).Status);
    }

    [Fact]
    public async Task An_event_of_an_older_program_that_cannot_be_computed_costs_no_other_and_is_named_in_the_log()
    {
        var log = new CapturedLog();
        using var api = system.Start(services: log.AddTo);
        var tenant = system.NewTenant().At(api.Address);
        using var caller = tenant.SignIn();
        await FillAsync(caller, 2);
        var broken = new EventContent
        {
            Title = "broken",
            Time = new EventTime.Zoned(new(2026, 11, 23, 9, 0), new(2026, 11, 23, 10, 0), "Europe/Berlin"),
            Recurrence = new Recurrence { Rules = ["FREQ=DAILY"], ExceptionDates = ["soon"] },
        };
        var written = await api.Services.GetRequiredService<ICalendarStore>().PutEventAsync(
            new(tenant.Id), CalendarId.Parse("team"), EventId.Parse("e-broken"), broken, new WriteCondition.Create(), new WriteContext("adele"), Stop);
        Assert.IsType<WriteResult<CalendarEvent>.Written>(written);

        var window = (await caller.GetAsync("/api/calendars/team/events?from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z")).Is(HttpStatusCode.OK).Json["items"]!.AsArray();
        var file = (await caller.GetAsync("/api/calendars/team/export.ics")).Is(HttpStatusCode.OK).Text;

        Assert.Equal([("broken", 0, true), ("Event 0", 1, false), ("Event 1", 1, false)], window
            .Select(item => ((string)item!["title"]!, item["occurrences"]!.AsArray().Count, (bool?)item["occurrencesTruncated"] ?? false)).OrderBy(item => item.Item3 ? 0 : 1).ThenBy(item => item.Item1));
        Assert.Equal(2, file.Split("BEGIN:VEVENT").Length - 1);
        Assert.Contains("X-CALENDAR-EVENTS-LEFT-OUT:1", file, StringComparison.Ordinal);
        Assert.Equal(2, log.Lines.Count(line => line.Contains("e-broken", StringComparison.Ordinal) && (line.Contains("cannot be computed", StringComparison.Ordinal) || line.Contains("leaves it out", StringComparison.Ordinal))));

        // And a person can delete it.
        var etag = (await caller.GetAsync("/api/calendars/team/events/e-broken")).Is(HttpStatusCode.OK).ETag;
        (await caller.DeleteAsync("/api/calendars/team/events/e-broken", etag)).Is(HttpStatusCode.NoContent);
    }

    private static async Task FillAsync(Caller caller, int events)
    {
        (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
        var text = string.Concat(Enumerable.Range(0, events).Select(number => string.Create(
            CultureInfo.InvariantCulture, $"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTART:20261123T090000Z\r\nSUMMARY:Event {number}\r\nDESCRIPTION:{new string('x', 1_000)}\r\nEND:VEVENT\r\n")));
        Assert.Equal(events, (int?)(await caller.ImportAsync("team", $"BEGIN:VCALENDAR\r\n{text}END:VCALENDAR\r\n")).Is(HttpStatusCode.OK).Json["created"]);
    }
}
