using System.Net;
using System.Text;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Bodies;

/// <summary>Bodies that are not what they should be.</summary>
public class BodyTests(CalendarSystem system)
{
    private const string Path = "/api/calendars/team";

    private readonly Tenant tenant = system.NewTenant();

    [Theory]
    [InlineData("", 1)]
    [InlineData("{", 1)]
    [InlineData("null", null)]
    [InlineData("[]", null)]
    [InlineData("\"name\"", null)]
    [InlineData("{\n  \"name\": \"a\",\n  \"timeZone\": \"UTC\",\n}", 4)]
    [InlineData("{\"name\":\"a\"} x", 1)]
    [InlineData("{'name':'a'}", 1)]
    [InlineData("{\"name\":\"a\" /* why */}", 1)]
    [InlineData("{\"name\":\"a\u0001\"}", 1)]
    [InlineData("name=a", 1)]
    public async Task Malformed_JSON_is_refused_with_its_line(string json, int? line)
    {
        using var caller = tenant.SignIn();

        var refused = await caller.PutAsync(Path, json);
        var problem = refused.IsProblem(HttpStatusCode.BadRequest, "malformed-body");

        Assert.Equal(line, (int?)problem["line"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["reason"]));
        await NothingWasStoredAsync(caller);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF8_are_refused()
    {
        using var caller = tenant.SignIn();
        var body = new ByteArrayContent([.. "{\"name\":\""u8, 0xC3, 0x28, .. "\",\"timeZone\":\"UTC\"}"u8]);
        body.Headers.ContentType = new("application/json");

        var refused = await caller.SendAsync(HttpMethod.Put, Path, body);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        await NothingWasStoredAsync(caller);
    }

    [Fact]
    public async Task Deep_nesting_is_refused()
    {
        using var caller = tenant.SignIn();
        var deep = string.Concat(Enumerable.Repeat("[", 5_000));

        var refused = await caller.PutAsync(Path, $"{{\"id\":{deep}");

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("application/problem+json", refused.Header("Content-Type"));
        await NothingWasStoredAsync(caller);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_over_256_KiB_is_refused_whether_or_not_it_says_its_length(bool saysLength)
    {
        using var caller = tenant.SignIn();
        var json = Samples.With(Samples.Calendar, "description", $"\"{new string('x', 256 * 1024)}\"");
        HttpContent body = saysLength ? new StringContent(json, Encoding.UTF8, "application/json") : new UnknownLength(json, "application/json");

        var refused = await caller.SendAsync(HttpMethod.Put, Path, body);

        Assert.Equal(256 * 1024, (int?)refused.IsProblem(HttpStatusCode.RequestEntityTooLarge, "body-too-large")["limit"]);
        await NothingWasStoredAsync(caller);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    [InlineData(null)]
    public async Task Another_media_type_than_JSON_is_refused(string? type)
    {
        using var caller = tenant.SignIn();
        var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Samples.Calendar));
        if (type is not null)
        {
            body.Headers.ContentType = new(type);
        }

        (await caller.SendAsync(HttpMethod.Put, Path, body)).IsProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");

        await NothingWasStoredAsync(caller);
    }

    [Fact]
    public async Task What_the_server_sets_is_ignored_whatever_it_says()
    {
        using var caller = tenant.SignIn();
        var body = """{"name":"T","timeZone":"UTC","id":"other","etag":7,"version":{"a":[1]},"updatedAt":null,"updatedBy":"someone"}""";

        var created = (await caller.PutAsync(Path, body)).Is(HttpStatusCode.Created);

        Assert.Equal("team", (string?)created.Json["id"]);
        Assert.Equal(1, (int?)created.Json["version"]);
        Assert.Equal(caller.User.ToString("D"), (string?)created.Json["updatedBy"]);
    }

    private static async Task NothingWasStoredAsync(Caller caller)
    {
        var calendars = await caller.GetAsync("/api/calendars");
        Assert.Equal("""{"items":[]}""", calendars.Text);
        Assert.EndsWith(".0", calendars.Position, StringComparison.Ordinal);
    }
}
