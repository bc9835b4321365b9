extern alias api;

using System.Net;
using System.Text.Json;
using CalendarApi.Events;
using CalendarApi.Tests.Hosting;
using NodaTime;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.People;
using TeamCalendars.Rights;

namespace CalendarApi.Tests.Rights;

/// <summary>What somebody sees of an event who may only see when there is one.</summary>
public class FreeBusyTests(Hosting.CalendarSystem system)
{
    private const string Window = "from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z";

    /// <summary>What tells when an event is, and what clients keep it by.</summary>
    private static readonly string[] Told =
    [
        "Id", "CalendarId", "AllDay", "Start", "End", "TimeZone", "Recurrence", "Cancelled", "Etag", "Version", "UpdatedAt",
    ];

    /// <summary>An event without a member that is set here has that member hidden. A new member fails this test until it is set here, and until somebody decided about it.</summary>
    [Fact]
    public void Each_member_of_an_event_is_hidden_unless_it_tells_when_the_event_is()
    {
        var item = new CalendarEvent
        {
            CalendarId = CalendarId.Parse("team"),
            Id = EventId.Parse("one"),
            Content = new()
            {
                Title = "secret",
                Description = "secret",
                Location = "secret",
                Time = new EventTime.Zoned(new(2026, 11, 23, 9, 0), new(2026, 11, 23, 10, 0), "Europe/Berlin") { Rules = new ZoneRules("secret") },
                Category = "secret",
                Color = "#123456",
                Assignees = [PersonId.Parse("secret")],
                Recurrence = new() { Rules = ["FREQ=DAILY;COUNT=3"] },
                Uid = "secret",
                RecurrenceId = "2026-11-23T09:00:00",
                Sequence = 7,
                Cancelled = true,
            },
            Revision = new("e7", 7, Instant.FromUtc(2026, 11, 23, 8, 0), "secret"),
        };
        var full = EventJson.From(new CalendarView(CalendarRole.Reader, 0).See(item));
        var busy = EventJson.From(new CalendarView(CalendarRole.FreeBusy, 0).See(item));

        // Occurrences are times, and added to both alike.
        foreach (var member in typeof(EventJson).GetProperties().Where(member => member.Name is not (nameof(EventJson.Occurrences) or nameof(EventJson.OccurrencesTruncated))))
        {
            var (seen, left) = (member.GetValue(full), member.GetValue(busy));
            Assert.True(seen is not null && !Equals(seen, member.PropertyType.IsValueType && member.Name != nameof(EventJson.AllDay) ? Activator.CreateInstance(member.PropertyType) : null), $"{member.Name} is not set.");
            if (member.Name == nameof(EventJson.Title))
            {
                Assert.Equal("Busy", left);
            }
            else if (member.Name == nameof(EventJson.Assignees))
            {
                Assert.Empty(busy.Assignees);
            }
            else
            {
                Assert.True(Told.Contains(member.Name) || left is null, $"{member.Name} is shown.");
            }
        }

        Assert.DoesNotContain("secret", JsonSerializer.Serialize(busy), StringComparison.Ordinal);
        Assert.NotEqual(full.Etag, busy.Etag);
    }

    [Theory]
    [InlineData("/api/calendars")]
    [InlineData("/api/calendars/team")]
    [InlineData("/api/calendars/team/events")]
    [InlineData($"/api/calendars/team/events?{Window}")]
    [InlineData("/api/calendars/team/events/one")]
    [InlineData($"/api/calendars/team/events/one?{Window}")]
    [InlineData("/api/calendars/team/export.ics")]
    [InlineData("/api/changes?since={0}")]
    public async Task No_answer_tells_more_than_times(string path)
    {
        var tenant = system.NewTenant();
        using var owner = tenant.SignIn();
        using var other = tenant.SignIn();
        (await owner.PutAsync("/api/people/hidden-room", """{"sort":"resource","displayName":"Room"}""")).Is(HttpStatusCode.Created);
        var since = (string)(await other.GetAsync("/api/changes/head")).Json["token"]!;
        (await owner.PutAsync("/api/calendars/team", $$"""
            {"name":"Team","description":"secret","timeZone":"Europe/Berlin","access":[{"role":"owner","to":"{{owner.User:D}}"},{"role":"freeBusy","to":"everyone"}]}
            """)).Is(HttpStatusCode.Created);
        (await owner.PutAsync("/api/calendars/team/events/one", """
            {"title":"secret","description":"secret","location":"secret","start":"2026-11-23T09:00:00","end":"2026-11-23T09:15:00","timeZone":"Europe/Berlin",
             "category":"secret","color":"#5ec4e7","assignees":["hidden-room"],"recurrence":{"rules":["FREQ=DAILY;COUNT=3"]},"uid":"secret","sequence":77}
            """)).Is(HttpStatusCode.Created);

        var seen = (await other.GetAsync(string.Format(null, path, since))).Is(HttpStatusCode.OK).Text;

        Assert.Contains("secret", (await owner.GetAsync(string.Format(null, path, since))).Text, StringComparison.Ordinal);
        foreach (var hidden in (string[])["secret", "hidden-room", "#5ec4e7", "sequence", owner.User.ToString("D")])
        {
            Assert.DoesNotContain(hidden, seen, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains(path.Contains("event", StringComparison.Ordinal) || path.Contains("changes", StringComparison.Ordinal) ? "\"2026-11-23T09:00:00\"" : path.EndsWith("ics", StringComparison.Ordinal) ? "20261123T090000" : "freeBusy", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_is_let_in_later_is_not_told_that_nothing_was_modified()
    {
        var tenant = system.NewTenant();
        using var owner = tenant.SignIn();
        using var other = tenant.SignIn();
        var calendar = (await owner.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, "access", $$"""[{"role":"owner","to":"{{owner.User:D}}"},{"role":"freeBusy","to":"everyone"}]"""))).Is(HttpStatusCode.Created);
        (await owner.PutAsync("/api/calendars/team/events/one", Samples.Event)).Is(HttpStatusCode.Created);
        var busy = (await other.GetAsync("/api/calendars/team/events/one")).Is(HttpStatusCode.OK);
        Assert.Equal("Busy", (string?)busy.Json["title"]);

        (await owner.PutAsync("/api/calendars/team", Samples.With(Samples.Calendar, "access", $$"""[{"role":"owner","to":"{{owner.User:D}}"},{"role":"reader","to":"everyone"}]"""), ("If-Match", calendar.ETag!))).Is(HttpStatusCode.OK);

        var full = (await other.GetAsync("/api/calendars/team/events/one", ("If-None-Match", busy.ETag!))).Is(HttpStatusCode.OK);
        Assert.Equal("Stand-up", (string?)full.Json["title"]);
        Assert.True((long)full.Json["version"]! > (long)busy.Json["version"]!);
        Assert.Equal((await owner.GetAsync("/api/calendars/team/events/one")).ETag, full.ETag);
    }
}
