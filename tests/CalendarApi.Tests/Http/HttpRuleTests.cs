using System.IO.Compression;
using System.Net;
using System.Text;
using CalendarApi.Tests.Hosting;
using CalendarApi.Tests.WebApp;

namespace CalendarApi.Tests.Http;

/// <summary>What HTTP asks of every endpoint.</summary>
public class HttpRuleTests(CalendarSystem system)
{
    [Theory]
    [InlineData("/api/calendars")]
    [InlineData("/api/calendars/team")]
    [InlineData("/api/calendars/team/events")]
    [InlineData("/api/calendars/team/events/one")]
    [InlineData("/api/calendars/team/events?from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z")]
    [InlineData("/api/calendars/team/export.ics")]
    [InlineData("/api/calendars/unknown")]
    [InlineData("/api/changes/head")]
    [InlineData("/api/client-configuration")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/problems")]
    [InlineData("/problems/not-found")]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/nothing")]
    public async Task HEAD_is_answered_like_GET_without_content(string path)
    {
        using var caller = system.NewTenant().SignIn();
        await caller.PutAsync("/api/calendars/team", Samples.Calendar);
        await caller.PutAsync("/api/calendars/team/events/one", Samples.Event);

        await IsLikeGetAsync(caller, path);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/calendar/2026/11")]
    [InlineData("/assets/app-1a2b3c.js")]
    public async Task HEAD_is_answered_for_the_web_app_too(string path)
    {
        using var site = new Site(system);
        using var nobody = new Caller(site.Address, Guid.Empty, null);

        await IsLikeGetAsync(nobody, path);
    }

    [Fact]
    public async Task HEAD_needs_a_token_like_GET()
    {
        using var nobody = new Caller(system.Address, Guid.Empty, null);

        Assert.Equal(HttpStatusCode.Unauthorized, (await nobody.SendAsync(HttpMethod.Head, "/api/calendars", null)).Status);
    }

    [Fact]
    public async Task HEAD_knows_what_the_caller_has_already()
    {
        using var caller = system.NewTenant().SignIn();
        var etag = (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).ETag!;

        var answer = await caller.SendAsync(HttpMethod.Head, "/api/calendars/team", null, ("If-None-Match", etag));

        Assert.Equal(HttpStatusCode.NotModified, answer.Status);
    }

    [Theory]
    [InlineData("POST", "/api/calendars", "GET, HEAD")]
    [InlineData("HEAD", "/api/negotiate", "POST")]
    public async Task The_methods_of_a_path_are_all_named(string method, string path, string allowed)
    {
        using var caller = system.NewTenant().SignIn();

        var answer = await caller.SendAsync(new HttpMethod(method), path, null);

        Assert.Equal((HttpStatusCode.MethodNotAllowed, allowed), (answer.Status, answer.Header("Allow")));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate, identity")]
    [InlineData("unheard-of")]
    public async Task A_body_in_an_encoding_is_refused_and_nothing_is_stored(string encoding)
    {
        using var caller = system.NewTenant().SignIn();
        (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);

        foreach (var (method, path, type, text) in ((string, string, string, string)[])
            [
                ("PUT", "/api/calendars/other", "application/json", Samples.Calendar),
                ("POST", "/api/calendars/team/import", "text/calendar", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
            ])
        {
            using var bytes = new MemoryStream();
            await using (var zip = new GZipStream(bytes, CompressionMode.Compress))
            {
                await zip.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
            }

            var body = new ByteArrayContent(bytes.ToArray());
            body.Headers.ContentType = new(type);
            body.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

            var answer = await caller.SendAsync(new HttpMethod(method), path, body);

            answer.IsProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
            Assert.Equal("identity", answer.Header("Accept-Encoding"));
        }

        Assert.EndsWith(".1", (await caller.GetAsync("/api/calendars")).Position, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_says_it_has_no_encoding_is_taken()
    {
        using var caller = system.NewTenant().SignIn();
        var body = new StringContent(Samples.Calendar, Encoding.UTF8, "application/json");
        body.Headers.TryAddWithoutValidation("Content-Encoding", "identity");

        (await caller.SendAsync(HttpMethod.Put, "/api/calendars/team", body)).Is(HttpStatusCode.Created);
    }

    private static async Task IsLikeGetAsync(Caller caller, string path)
    {
        var get = await caller.GetAsync(path);
        var head = await caller.SendAsync(HttpMethod.Head, path, null);

        Assert.Equal(get.Status, head.Status);
        Assert.Empty(head.Bytes);
        // RFC 9110 §9.3.2: headers that are only known once there is content may be missing.
        string[] own = ["Date", "Content-Length", "Transfer-Encoding"];
        Assert.Equal(Without(get, own), Without(head, own));
    }

    private static IEnumerable<string> Without(Answer answer, string[] names) =>
        answer.Headers.Where(header => !names.Contains(header.Key)).Select(header => $"{header.Key}: {header.Value}").Order(StringComparer.Ordinal);
}
