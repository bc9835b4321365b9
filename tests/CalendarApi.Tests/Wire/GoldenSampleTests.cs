using System.Collections.Immutable;
using System.Text.Json.Serialization.Metadata;
using System.Text.Json;
using System.Text;
using CalendarApi.Bodies;
using CalendarApi.Calendars;
using CalendarApi.Changes;
using CalendarApi.Configuration;
using CalendarApi.Events;
using CalendarApi.Interchange;
using CalendarApi.Paging;
using CalendarApi.People;
using CalendarApi.Problems;
using CalendarApi.Wire;
using CalendarStore.Changes;
using NodaTime;
using SignalRService;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Recurrences;
using TeamCalendars.Rights;
using TeamCalendars.Tenants;

namespace CalendarApi.Tests.Wire;

/// <summary>What goes over the wire is, byte for byte, what tests/Contracts says; the TypeScript tests read the same files.</summary>
public class GoldenSampleTests
{
    private const string Epoch = "k3v9x2qd7m4h";
    private const string By = "a0000000-0000-4000-8000-000000000001";

    private static readonly Member Owner = new(By);
    private static readonly TenantId Contoso = new(Guid.Parse("aaaaaaaa-1111-4111-8111-111111111111"));
    private static readonly Instant Noon = Instant.FromUtc(2026, 11, 23, 8, 20);

    private static readonly TeamCalendar Team = new()
    {
        Id = CalendarId.Parse("team"),
        Content = new() { Name = "Team ☕ & friends", Description = "Who is where, and when.", Color = "#3366cc", TimeZone = "Europe/Berlin", Access = CalendarAccess.OfNew(By) },
        Revision = new($"{Epoch}-41", 41, Instant.FromUtc(2026, 11, 23, 8, 15, 30).PlusTicks(1234567), By),
    };

    private static readonly CalendarEvent StandUp = new()
    {
        CalendarId = CalendarId.Parse("team"),
        Id = EventId.Parse("standup"),
        Content = new()
        {
            Title = "Daily stand-up",
            Description = "Fifteen minutes, standing.\nBring: \"blockers\" <only>.",
            Location = "Room 4 – Zürich",
            Time = new EventTime.Zoned(new(2026, 11, 23, 9, 0), new(2026, 11, 23, 9, 15), "Europe/Berlin"),
            Category = "Meeting",
            Color = "#cc6633",
            Assignees = [PersonId.Parse("aaaaaaaa-1111-4111-8111-a00000000001"), PersonId.Parse("room-4")],
            Recurrence = new()
            {
                Rules = ["FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"],
                Dates = ["2026-11-28T09:00:00"],
                ExceptionDates = ["2026-12-25T09:00:00"],
                OverriddenDates = ["2026-11-30T09:00:00"],
            },
            Uid = "standup@contoso.example",
        },
        Revision = new($"{Epoch}-43", 43, Noon, By),
    };

    private static readonly CalendarEvent Late = new()
    {
        CalendarId = CalendarId.Parse("team"),
        Id = EventId.Parse("standup-20261130"),
        Content = new()
        {
            Title = "Daily stand-up (late)",
            Time = new EventTime.Zoned(new(2026, 11, 30, 11, 0), new(2026, 11, 30, 11, 15), "Europe/Berlin"),
            Assignees = [PersonId.Parse("aaaaaaaa-1111-4111-8111-a00000000001")],
            Uid = "standup@contoso.example",
            RecurrenceId = "2026-11-30T09:00:00",
        },
        Revision = new($"{Epoch}-44", 44, Noon + Duration.FromMilliseconds(500), By),
    };

    private static readonly CalendarEvent Offsite = new()
    {
        CalendarId = CalendarId.Parse("team"),
        Id = EventId.Parse("offsite"),
        Content = new() { Title = "Offsite", Time = new EventTime.AllDay(new(2026, 12, 3), new(2026, 12, 5)) },
        Revision = new($"{Epoch}-46", 46, Noon + Duration.FromMinutes(1), By),
    };

    private static readonly Person Adele = new()
    {
        Id = PersonId.Parse("aaaaaaaa-1111-4111-8111-a00000000001"),
        Content = new() { Sort = PersonSort.Account, DisplayName = "Adele Vance", Address = "adele@contoso.example", TimeZone = "Europe/Berlin" },
        Revision = new($"{Epoch}-47", 47, Noon + Duration.FromMinutes(2), By),
    };

    private static readonly Person Room = new()
    {
        Id = PersonId.Parse("room-4"),
        Content = new() { Sort = PersonSort.Resource, DisplayName = "Room 4 – Zürich" },
        Revision = new($"{Epoch}-39", 39, Noon - Duration.FromMinutes(10), By),
    };

    [Fact]
    public void A_person_is_written_as_in_its_sample() => IsSample("person", PersonJson.From(Adele), WireFormat.Json.PersonJson);

    [Fact]
    public void A_page_of_the_directory_is_written_as_in_its_sample() =>
        IsSample("people", new PeopleJson([PersonJson.From(Adele), PersonJson.From(Room)], PageToken.Write("room-4")), WireFormat.Json.PeopleJson);

    [Fact]
    public void A_calendar_is_written_as_in_its_sample() => IsSample("calendar", CalendarJson.From(Team, Owner), WireFormat.Json.CalendarJson);

    [Fact]
    public void The_list_of_calendars_is_written_as_in_its_sample() =>
        IsSample("calendars", new CalendarsJson([CalendarJson.From(Team, Owner)]), WireFormat.Json.CalendarsJson);

    [Fact]
    public void An_event_is_written_as_in_its_sample() => IsSample("event", EventJson.From(StandUp), WireFormat.Json.EventJson);

    [Fact]
    public void An_all_day_event_is_written_as_in_its_sample() => IsSample("event-all-day", EventJson.From(Offsite), WireFormat.Json.EventJson);

    [Fact]
    public void A_page_of_events_is_written_as_in_its_sample()
    {
        var page = new EventsJson(
            [
                EventJson.From(StandUp) with
                {
                    Occurrences =
                    [
                        OccurrenceJson.From(Timed(Instant.FromUtc(2026, 11, 23, 8, 0))),
                        OccurrenceJson.From(Timed(Instant.FromUtc(2026, 11, 24, 8, 0))),
                    ],
                    OccurrencesTruncated = true,
                },
                EventJson.From(Offsite) with
                {
                    Occurrences = [OccurrenceJson.From(new(Offsite.Content.Time, Instant.FromUtc(2026, 12, 3, 0, 0), Instant.FromUtc(2026, 12, 5, 0, 0)))],
                },
            ],
            "b2Zmc2l0ZQ");

        IsSample("events", page, WireFormat.Json.EventsJson);

        static Occurrence Timed(Instant start) => new(StandUp.Content.Time, start, start + Duration.FromMinutes(15));
    }

    [Fact]
    public void A_page_of_changes_is_written_as_in_its_sample()
    {
        var changes = new ChangeSet
        {
            Epoch = Epoch,
            From = 40,
            To = 48,
            Head = 50,
            Changes =
            [
                new EntityChange<TeamCalendar>("", Team.Id.Value, 41, Team),
                new EntityChange<CalendarEvent>(Team.Id.Value, "lunch", 42, null),
                Changed(StandUp),
                Changed(Late),
                new EntityChange<TeamCalendar>("", "old", 45, null),
                Changed(Offsite),
                new EntityChange<Person>("", Adele.Id.Value, 47, Adele),
                new EntityChange<Person>("", "van", 48, null),
            ],
        };

        var page = new ReadChanges(changes, ImmutableDictionary<string, ReadCalendar>.Empty.Add(Team.Id.Value, new ReadCalendar(Team.Content)).Add("old", new ReadCalendar(null)));

        IsSample("changes", ChangesJson.Of(Contoso, changes, ChangesView.Of(page, Owner)), WireFormat.Json.ChangesJson);

        static EntityChange<CalendarEvent> Changed(CalendarEvent item) => new(item.CalendarId.Value, item.Id.Value, item.Revision.Version, item);
    }

    [Fact]
    public void The_head_is_written_as_in_its_sample() =>
        IsSample("head", new HeadJson(Epoch, 50, SyncToken.Write(Contoso, new(Epoch, 50))), WireFormat.Json.HeadJson);

    [Fact]
    public void The_negotiation_is_written_as_in_its_sample() => IsSample(
        "negotiate", new NegotiateResponse("http://127.0.0.1:8888/client/?hub=calendar", "eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl"), WireFormat.Json.NegotiateResponse);

    [Fact]
    public void The_import_report_is_written_as_in_its_sample() => IsSample(
        "import-report",
        new ImportReportJson(2, 1, 3, [new("VTODO", "todo-1@example.com", 42, "to-dos are not kept"), new("VEVENT", null, null, "it has no DTSTART")], "Feiertage", [new("talk-1@example.com", 90, "The title is longer than 200 characters: it was cut.")]),
        WireFormat.Json.ImportReportJson);

    [Fact]
    public void The_client_configuration_is_written_as_in_its_sample() => IsSample(
        "client-configuration",
        new ClientConfigurationJson(
            "http://localhost:5100/organizations/v2.0",
            "ca1e0da2-0000-4000-8000-000000000001",
            ["openid", "profile", "offline_access", "api://ca1e0da2-0000-4000-8000-000000000001/Calendars.ReadWrite"]),
        WireFormat.Json.ClientConfigurationJson);

    [Fact]
    public void Problems_are_written_as_in_their_samples()
    {
        var invalid = Problem.InvalidContent(new FieldErrors().Add("recurrence.rules[0]", "FREQ is missing").Add("end", "is before start")).ProblemDetails;
        var stale = Problem.PreconditionFailed(EventJson.From(StandUp)).ProblemDetails;
        invalid.Extensions["traceId"] = stale.Extensions["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736";

        IsSample("problem", invalid, WireFormat.Json.ProblemDetails);
        IsSample("problem-precondition-failed", stale, WireFormat.Json.ProblemDetails);
    }

    [Fact]
    public void An_event_that_was_read_may_be_sent_back_as_it_is()
    {
        var errors = new FieldErrors();
        var body = JsonBody<EventBody>.Read(Encoding.UTF8.GetBytes(Sample("event")));
        var content = body.Value!.ToContent(errors)!;

        Assert.False(errors.Any);
        Assert.Equal(Sample("event"), Write(EventJson.From(StandUp with { Content = content }), WireFormat.Json.EventJson));
    }

    [Fact]
    public void A_calendar_that_was_read_may_be_sent_back_as_it_is()
    {
        var errors = new FieldErrors();
        var body = JsonBody<CalendarBody>.Read(Encoding.UTF8.GetBytes(Sample("calendar")));

        Assert.Equal(Team.Content, body.Value!.ToContent(errors));
        Assert.False(errors.Any);
    }

    [Fact]
    public void A_person_that_was_read_may_be_sent_back_as_it_is()
    {
        var errors = new FieldErrors();
        var body = JsonBody<PersonBody>.Read(Encoding.UTF8.GetBytes(Sample("person")));

        Assert.Equal(Adele.Content, body.Value!.ToContent(errors));
        Assert.False(errors.Any);
    }

    private static void IsSample<T>(string name, T value, JsonTypeInfo<T> type) => Assert.Equal(Sample(name), Write(value, type));

    private static string Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    private static string Sample(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Contracts", name + ".json")).TrimEnd('\n');
}
