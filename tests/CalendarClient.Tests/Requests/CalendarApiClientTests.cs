using System.Net;
using System.Text.Json;

namespace CalendarClient.Tests.Requests;

public class CalendarApiClientTests
{
    private readonly List<Observation> observed = [];
    private StubHandler handler = null!;

    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_carries_the_token()
    {
        var api = Api(_ => StubHandler.Answer(HttpStatusCode.OK, """{"items":[]}"""));
        await api.ListCalendarsAsync(Patience);

        Assert.Equal(("GET /api/calendars", null, "token", ""), handler.Requests.Single());
    }

    [Fact]
    public async Task One_calendar_or_event_is_read_by_its_id_and_the_event_with_its_occurrences()
    {
        var api = Api(request => request.RequestUri!.AbsolutePath.EndsWith("/a", StringComparison.Ordinal)
            ? StubHandler.Answer(HttpStatusCode.OK, """{"id":"a","calendarId":"team","etag":"\"1\"","version":7,"updatedAt":"2026-11-23T08:00:00Z","updatedBy":"o","title":"A","allDay":false,"start":"2026-11-23T09:00:00","end":"2026-11-23T10:00:00","timeZone":"Europe/Berlin","assignees":[],"occurrences":[{"start":"2026-11-23T08:00:00Z","end":"2026-11-23T09:00:00Z"}]}""")
            : StubHandler.Answer(HttpStatusCode.OK, """{"id":"team","etag":"\"1\"","version":3,"updatedAt":"2026-11-23T08:00:00Z","updatedBy":"o","name":"Team","timeZone":"Europe/Berlin"}"""));

        Assert.Equal("Team", (await api.GetCalendarAsync("team", Patience)).Required().Name);
        var item = (await api.GetEventAsync("team", "a", (Make.Noon, Make.Noon.AddDays(1)), Patience)).Required();
        Assert.Equal(new Occurrence("2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z"), Assert.Single(item.Occurrences));
        Assert.Equal(
            ["GET /api/calendars/team", $"GET /api/calendars/team/events/a?from={Instant(Make.Noon)}&to={Instant(Make.Noon.AddDays(1))}"],
            handler.Requests.Select(request => request.Line));

        static string Instant(DateTimeOffset time) => Uri.EscapeDataString(time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task The_directory_is_searched_read_written_and_deleted_by_id()
    {
        const string Zoe = """{"id":"zoe","sort":"contact","displayName":"Zoë","etag":"\"5\"","version":5,"updatedAt":"2026-11-23T08:00:00Z","updatedBy":"o"}""";
        var api = Api(request => request.Method == HttpMethod.Delete
            ? StubHandler.Answer(HttpStatusCode.NoContent, position: "e.8")
            : StubHandler.Answer(HttpStatusCode.OK, request.RequestUri!.AbsolutePath.EndsWith("/people", StringComparison.Ordinal) ? $"{{\"items\":[{Zoe}]}}" : Zoe));

        Assert.Equal("Zoë", Assert.Single((await api.ListPeopleAsync("zoë b", "YQ", 10, Patience)).Required().Items).DisplayName);
        Assert.Equal(PersonSorts.Contact, (await api.GetPersonAsync("zoe", Patience)).Required().Sort);
        await api.ReplacePersonAsync("zoe", new PersonContent { Sort = PersonSorts.Contact, DisplayName = "Zoe" }, "\"4\"", Patience);
        await api.DeletePersonAsync("zoe", "\"5\"", Patience);

        Assert.Equal(
            [
                ("GET /api/people?q=zo%C3%AB%20b&after=YQ&limit=10", null, ""),
                ("GET /api/people/zoe", null, ""),
                ("PUT /api/people/zoe", "\"4\"", """{"sort":"contact","displayName":"Zoe"}"""),
                ("DELETE /api/people/zoe", "\"5\"", ""),
            ],
            handler.Requests.Select(request => (request.Line, request.Condition, request.Body)));
        Assert.Equal([(5L, false), (8L, true)], observed.Where(each => each.Item is not null).Select(each => (each.Item!.Version, each.Item.Item is null)));
    }

    [Fact]
    public async Task Creating_sends_the_content_without_a_condition()
    {
        var api = Api(_ => StubHandler.Answer(HttpStatusCode.Created, Wire(Make.Event("team", "a", 7))));
        var answer = Assert.IsType<Answer<CalendarEvent>.Ok>(await api.CreateEventAsync("team", "a", Make.Event("team", "a", 0), Patience));

        Assert.True(answer.Created);
        Assert.Equal(new Position("e", 7), answer.Head);
        Assert.Equal(
            ("PUT /api/calendars/team/events/a", null, """{"title":"a at 0","allDay":false,"start":"2026-11-23T09:00:00","end":"2026-11-23T10:00:00","timeZone":"Europe/Berlin","assignees":[]}"""),
            handler.Requests.Select(request => (request.Line, request.Condition, request.Body)).Single());
    }

    [Fact]
    public async Task Replacing_names_the_revision_as_it_was_given()
    {
        var api = Api(_ => StubHandler.Answer(HttpStatusCode.OK, Wire(Make.Event("team", "a", 7))));
        await api.ReplaceEventAsync("team", "a", Make.Event("team", "a", 0), "\"e-5\"", Patience);

        Assert.Equal("\"e-5\"", handler.Requests.Single().Condition);
    }

    [Fact]
    public async Task The_observer_hears_of_the_item_and_the_head_in_one()
    {
        var api = Api(request => request.Method == HttpMethod.Delete
            ? StubHandler.Answer(HttpStatusCode.NoContent, position: "e.8")
            : StubHandler.Answer(HttpStatusCode.OK, Wire(Make.Event("team", "a", 7))));
        await api.CreateEventAsync("team", "a", Make.Event("team", "a", 0), Patience);
        await api.DeleteEventAsync("team", "a", "\"7\"", Patience);

        Assert.Equal(2, observed.Count);
        Assert.Equal((new Position("e", 7), 7L, false), (observed[0].Head, observed[0].Item!.Version, observed[0].Item!.Item is null));
        Assert.Equal((new Position("e", 8), 8L, true), (observed[1].Head, observed[1].Item!.Version, observed[1].Item!.Item is null));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, ProblemNames.InvalidContent)]
    [InlineData(HttpStatusCode.NotFound, ProblemNames.NotFound)]
    [InlineData(HttpStatusCode.Conflict, ProblemNames.IdWasDeleted)]
    [InlineData(HttpStatusCode.Gone, ProblemNames.SyncTokenExpired)]
    [InlineData(HttpStatusCode.PreconditionFailed, ProblemNames.PreconditionFailed)]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, ProblemNames.BodyTooLarge)]
    [InlineData(HttpStatusCode.PreconditionRequired, ProblemNames.PreconditionRequired)]
    public async Task What_a_caller_can_act_on_is_a_value(HttpStatusCode status, string name)
    {
        var api = Api(_ => StubHandler.Problem(status, name));
        var refused = Assert.IsType<Answer<CalendarEvent>.Refused>(await api.ReplaceEventAsync("team", "a", Make.Event("team", "a", 0), "\"5\"", Patience));

        Assert.Equal((name, (int)status), (refused.Problem.Name, refused.Problem.Status));
        Assert.Equal(new Position("e", 7), refused.Head);
        Assert.Equal(status, Assert.Throws<CalendarApiException>(refused.Required).StatusCode);
    }

    [Fact]
    public async Task A_stale_revision_brings_what_is_there_now()
    {
        var api = Api(_ => StubHandler.Problem(HttpStatusCode.PreconditionFailed, ProblemNames.PreconditionFailed, $",\"current\":{Wire(Make.Event("team", "a", 6))}"));
        var refused = Assert.IsType<Answer<CalendarEvent>.Refused>(await api.ReplaceEventAsync("team", "a", Make.Event("team", "a", 0), "\"5\"", Patience));

        Assert.Equal(6, refused.Problem.CurrentEvent()!.Version);
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, false)]
    [InlineData(HttpStatusCode.Unauthorized, false)]
    [InlineData(HttpStatusCode.TooManyRequests, true)]
    [InlineData(HttpStatusCode.InternalServerError, true)]
    [InlineData(HttpStatusCode.ServiceUnavailable, true)]
    public async Task What_a_caller_cannot_mend_is_thrown(HttpStatusCode status, bool transient)
    {
        var api = Api(_ =>
        {
            var response = StubHandler.Answer(status, "<html>from a proxy</html>", "text/html", position: null);
            response.Headers.Add("Retry-After", "7");
            return response;
        });
        var exception = await Assert.ThrowsAsync<CalendarApiException>(() => api.ListCalendarsAsync(Patience));

        Assert.Equal((status, transient, TimeSpan.FromSeconds(7)), (exception.StatusCode, exception.IsTransient, exception.RetryAfter));
    }

    [Theory]
    [InlineData("Wed, 21 Oct 2026 07:28:30 GMT", 30)]
    [InlineData("Wed, 21 Oct 2026 07:27:00 GMT", 0)]
    [InlineData("Wed, 21 Oct 9998 07:28:00 GMT", 600)]
    [InlineData("86400", 600)]
    public async Task A_time_to_wait_until_counts_from_the_services_clock_and_has_a_bound(string until, int seconds)
    {
        var api = Api(_ =>
        {
            var response = StubHandler.Answer(HttpStatusCode.ServiceUnavailable, "", "text/html", position: null);
            response.Headers.Add("Date", "Wed, 21 Oct 2026 07:28:00 GMT");
            response.Headers.Add("Retry-After", until);
            return response;
        });
        var exception = await Assert.ThrowsAsync<CalendarApiException>(() => api.ListCalendarsAsync(Patience));

        Assert.Equal(TimeSpan.FromSeconds(seconds), exception.RetryAfter);
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_body_sent_again()
    {
        var api = Api(request => request.Headers.Authorization!.Parameter == "renewed"
            ? StubHandler.Answer(HttpStatusCode.OK, """{"created":1,"updated":0,"unchanged":0,"skipped":[]}""")
            : StubHandler.Answer(HttpStatusCode.Unauthorized));
        var report = (await api.ImportAsync("team", "BEGIN:VCALENDAR"u8.ToArray(), Patience)).Required();

        Assert.Equal(1, report.Created);
        Assert.Equal(["token", "renewed"], handler.Requests.Select(request => request.Token));
        Assert.All(handler.Requests, request => Assert.Equal(("POST /api/calendars/team/import", "BEGIN:VCALENDAR"), (request.Line, request.Body)));
    }

    [Fact]
    public async Task A_head_that_is_known_already_is_not_sent_again()
    {
        var api = Api(_ => StubHandler.Answer(HttpStatusCode.NotModified));

        Assert.Null(await api.GetHeadAsync("NTB8", Patience));
        Assert.Equal("\"NTB8\"", handler.Requests.Single().Condition);
        Assert.Equal(new Position("e", 7), observed.Single().Head);
    }

    [Fact]
    public async Task A_window_is_asked_for_in_universal_time()
    {
        var api = Api(_ => StubHandler.Answer(HttpStatusCode.OK, """{"items":[],"next":"b2Zm"}"""));
        var from = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.FromHours(1));
        var page = (await api.ListEventsAsync("team", (from, from.AddDays(30)), after: "a b", limit: 50, cancellationToken: Patience)).Required();

        Assert.Equal("b2Zm", page.Next);
        Assert.Equal(
            "GET /api/calendars/team/events?from=2026-10-31T23%3A00%3A00Z&to=2026-11-30T23%3A00%3A00Z&after=a%20b&limit=50",
            handler.Requests.Single().Line);
    }

    [Fact]
    public async Task An_export_is_text()
    {
        var api = Api(_ => StubHandler.Answer(HttpStatusCode.OK, "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar"));

        Assert.Equal("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", (await api.ExportAsync("team", Patience)).Required());
    }

    [Fact]
    public void A_token_does_not_show_in_texts() => Assert.DoesNotContain("secret", new AccessToken("secret").ToString(), StringComparison.Ordinal);

    private CalendarApiClient Api(Func<HttpRequestMessage, HttpResponseMessage> answer)
    {
        handler = new(answer);
        return new(
            new HttpClient(handler) { BaseAddress = new("https://calendar.example/") },
            (renew, _) => ValueTask.FromResult(new AccessToken(renew ? "renewed" : "token")))
        {
            Observer = observed.Add,
        };
    }

    private static string Wire(CalendarEvent item) => JsonSerializer.Serialize(item, WireJson.Default.CalendarEvent);
}
