using System.Net;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Events;

public class EventTests(CalendarSystem system)
{
    private const string Path = "/api/calendars/team/events/standup";

    private readonly Tenant tenant = system.NewTenant();

    [Fact]
    public async Task An_event_is_created_read_moved_and_deleted()
    {
        using var caller = await WithCalendarAsync();

        var created = (await caller.PutAsync(Path, Samples.Event)).Is(HttpStatusCode.Created);
        Assert.Equal(Path, created.Header("Location"));
        Assert.Equal(created.ETag, (string?)created.Json["etag"]);
        Assert.EndsWith(".2", created.Position, StringComparison.Ordinal);
        Assert.Equal("2026-11-23T09:00:00", (string?)created.Json["start"]);
        Assert.Equal("Europe/Berlin", (string?)created.Json["timeZone"]);

        Assert.Equal(created.Text, (await caller.GetAsync(Path)).Is(HttpStatusCode.OK).Text);

        var moved = Samples.With(Samples.With(Samples.Event, "start", "\"2026-11-24T09:00:00\""), "end", "\"2026-11-24T09:15:00\"");
        var replaced = (await caller.PutAsync(Path, moved, ("If-Match", created.ETag!))).Is(HttpStatusCode.OK);
        Assert.Equal("2026-11-24T09:00:00", (string?)replaced.Json["start"]);
        Assert.EndsWith(".3", replaced.Position, StringComparison.Ordinal);

        var deleted = (await caller.DeleteAsync(Path, replaced.ETag)).Is(HttpStatusCode.NoContent);
        Assert.EndsWith(".4", deleted.Position, StringComparison.Ordinal);
        Assert.Empty(deleted.Bytes);
        (await caller.GetAsync(Path)).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await caller.DeleteAsync(Path, replaced.ETag)).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task An_event_that_was_read_is_sent_back_as_it_is()
    {
        using var caller = await WithCalendarAsync();
        var whole = """
            {"title":"T","description":"D\nü ☕","location":"L","allDay":false,"start":"2026-11-23T09:00:00","end":"2026-11-23T10:00:00","timeZone":"Europe/Berlin",
             "category":"C","color":"#aabbcc","assignees":["a","b"],"recurrence":{"rules":["FREQ=DAILY;COUNT=3"],"exceptionDates":["2026-11-24T09:00:00"]},"uid":"u@x"}
            """;
        (await caller.PutAsync("/api/people/a", Samples.Person)).Is(HttpStatusCode.Created);
        (await caller.PutAsync("/api/people/b", Samples.Person)).Is(HttpStatusCode.Created);
        var created = (await caller.PutAsync(Path, whole)).Is(HttpStatusCode.Created);
        var read = await caller.GetAsync(Path + "?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z");

        var replaced = (await caller.PutAsync(Path, read.Text, ("If-Match", created.ETag!))).Is(HttpStatusCode.OK);

        foreach (var member in (string[])["title", "description", "location", "start", "end", "timeZone", "category", "color", "assignees", "recurrence", "uid"])
        {
            Assert.Equal(created.Json[member]!.ToJsonString(), replaced.Json[member]!.ToJsonString());
        }
    }

    [Fact]
    public async Task A_recurrence_that_says_nothing_is_none()
    {
        using var caller = await WithCalendarAsync();

        var created = (await caller.PutAsync(Path, Samples.With(Samples.Event, "recurrence", """{"rules":[],"dates":null}"""))).Is(HttpStatusCode.Created);

        Assert.Null(created.Json["recurrence"]);
        Assert.Equal(created.Text, (await caller.PutAsync(Path, Samples.Event)).Is(HttpStatusCode.OK).Text);
    }

    [Fact]
    public async Task A_revision_that_the_caller_has_is_not_sent_again()
    {
        using var caller = await WithCalendarAsync();
        var created = await caller.PutAsync(Path, Samples.Event);

        var again = (await caller.GetAsync(Path, ("If-None-Match", created.ETag!))).Is(HttpStatusCode.NotModified);

        Assert.Empty(again.Bytes);
        Assert.Equal(created.ETag, again.ETag);
        Assert.Equal(created.Position, again.Position);
        (await caller.GetAsync(Path, ("If-None-Match", "\"another\""))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_change_is_in_the_trace_that_the_request_named()
    {
        using var caller = await WithCalendarAsync();

        (await caller.PutAsync(Path, Samples.Event, ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")))
            .Is(HttpStatusCode.Created);

        var entry = await Feed.LastOfAsync(system, tenant.Id);
        Assert.StartsWith("00-4bf92f3577b34da6a3ce929d0e0e4736-", entry.TraceParent, StringComparison.Ordinal);
    }

    private async Task<Caller> WithCalendarAsync()
    {
        var caller = tenant.SignIn();
        (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
        return caller;
    }
}
