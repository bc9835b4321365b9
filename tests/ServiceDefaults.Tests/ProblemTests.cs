using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Tests;

/// <summary>Every error is problem+json with a stable type, in Development and in Production alike.</summary>
public class ProblemTests
{
    public static TheoryData<string> Environments { get; } = ["Development", "Production"];

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task An_unknown_path_is_404(string environment)
    {
        await using var service = await StartAsync(environment);

        var problem = await ProblemAsync(service.Http.GetAsync("/nowhere", TestContext.Current.CancellationToken), HttpStatusCode.NotFound);

        Assert.Equal("/problems/not-found", (string?)problem["type"]);
        Assert.Equal(HttpProblems.NotFound.Title, (string?)problem["title"]);
        Assert.Matches("^[0-9a-f]{32}$", (string?)problem["traceId"]);
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task A_surprise_is_500_and_gives_nothing_away(string environment)
    {
        await using var service = await StartAsync(environment);

        var problem = await ProblemAsync(service.Http.GetAsync("/surprise", TestContext.Current.CancellationToken), HttpStatusCode.InternalServerError);

        Assert.Equal("/problems/internal-error", (string?)problem["type"]);
        Assert.DoesNotContain("hunter2", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_method_and_a_wrong_media_type_are_problems_too()
    {
        await using var service = await StartAsync();
        using var text = new StringContent("hello");

        await ProblemAsync(service.Http.DeleteAsync("/drafts", TestContext.Current.CancellationToken), HttpStatusCode.MethodNotAllowed);
        var problem = await ProblemAsync(service.Http.PostAsync("/drafts", text, TestContext.Current.CancellationToken), HttpStatusCode.UnsupportedMediaType);

        Assert.Equal("/problems/unsupported-media-type", (string?)problem["type"]);
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/png")]
    public async Task A_client_that_asked_for_something_else_still_gets_a_problem(string accept)
    {
        await using var service = await StartAsync();
        service.Http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));

        foreach (var (path, type) in ((string, string)[])[("/nowhere", "/problems/not-found"), ("/surprise", "/problems/internal-error"), ("/limited?limit=x", "/problems/invalid-content")])
        {
            using var response = await service.Http.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
            var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            Assert.Equal((type, (int)response.StatusCode), ((string?)problem["type"], (int)problem["status"]!));
            Assert.NotNull(problem["traceId"]);
        }
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task A_body_over_the_limit_is_413_with_the_limit(string environment)
    {
        await using var service = await StartAsync(environment);
        using var tooLarge = new StringContent($$"""{ "title": "{{new string('x', 1100)}}", "minutes": 5 }""", Encoding.UTF8, "application/json");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, "/drafts") { Content = tooLarge, Headers = { TransferEncodingChunked = true } };
        using var sized = new StringContent($$"""{ "title": "{{new string('x', 1100)}}", "minutes": 5 }""", Encoding.UTF8, "application/json");

        foreach (var pending in (Task<HttpResponseMessage>[])[service.Http.PostAsync("/drafts", sized, TestContext.Current.CancellationToken), service.Http.SendAsync(chunked, TestContext.Current.CancellationToken)])
        {
            var problem = await ProblemAsync(pending, HttpStatusCode.RequestEntityTooLarge);
            Assert.Equal("/problems/body-too-large", (string?)problem["type"]);
            Assert.Equal(1024, (int?)problem["limit"]);
        }
    }

    [Theory]
    [InlineData("""{ "title": "x", "minutes": "five" }""", "minutes", "has the wrong type")]
    [InlineData("""{ "title": "x", "minutes": 99999999999 }""", "minutes", "has the wrong type")]
    [InlineData("""{ "title": "x" }""", "minutes", "is missing")]
    [InlineData("""{ "title": "x", "minutes": 5, "colour": "red" }""", "colour", "is not a known member")]
    [InlineData("""{ "title": "x", "minutes": 5, "title": "y" }""", "title", "occurs more than once")]
    [InlineData("""{ "title": null, "minutes": 5 }""", "title", "has the wrong type")]
    [InlineData("""{ "title": "x", "minutes": 5, "place": {} }""", "place.room", "is missing")]
    [InlineData("""{ "title": "x", "minutes": 5, "place": { "room": 7 } }""", "place.room", "has the wrong type")]
    public async Task A_body_that_does_not_fit_is_400_with_field_and_reason(string body, string field, string reason)
    {
        foreach (var environment in Environments)
        {
            await using var service = await StartAsync(environment);
            using var content = new StringContent(body, Encoding.UTF8, "application/json");

            var problem = await ProblemAsync(service.Http.PostAsync("/drafts", content, TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);

            Assert.Equal("/problems/invalid-content", (string?)problem["type"]);
            var error = Assert.Single(problem["errors"]!.AsObject());
            Assert.Equal((field, reason), (error.Key, (string?)error.Value![0]));
            Assert.DoesNotContain("System.", problem.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("Draft", problem.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{ "title": "x", """, 1)]
    [InlineData("""{ "title": oops }""", 1)]
    [InlineData("nonsense", 1)]
    [InlineData("{\n  \"title\": \"x\",\n  \"minutes\": five\n}", 3)]
    [InlineData("""[]""", null)]
    public async Task A_body_that_is_no_JSON_object_is_400_with_its_line(string body, int? line)
    {
        await using var service = await StartAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        var problem = await ProblemAsync(service.Http.PostAsync("/drafts", content, TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);

        Assert.Equal(("/problems/malformed-body", line), ((string?)problem["type"], (int?)problem["line"]));
        Assert.False(string.IsNullOrWhiteSpace((string?)problem["reason"]));
        Assert.DoesNotContain("System.", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_missing_members_are_named_at_once()
    {
        await using var service = await StartAsync();
        using var content = new StringContent("{}", Encoding.UTF8, "application/json");

        var problem = await ProblemAsync(service.Http.PostAsync("/drafts", content, TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);

        Assert.Equal(["minutes", "title"], problem["errors"]!.AsObject().Select(error => error.Key).Order());
    }

    [Theory]
    [InlineData("/limited?limit=many", "cannot be read")]
    [InlineData("/limited", "is missing")]
    public async Task A_parameter_that_cannot_be_used_is_named(string path, string reason)
    {
        await using var service = await StartAsync();

        var problem = await ProblemAsync(service.Http.GetAsync(path, TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);

        Assert.Equal("/problems/invalid-content", (string?)problem["type"]);
        Assert.Equal(reason, (string?)problem["errors"]!["limit"]![0]);
        Assert.DoesNotContain("many", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/drafts")]
    [InlineData("/explicit-drafts")]
    public async Task A_missing_body_is_said_to_be_missing(string path)
    {
        await using var service = await StartAsync();

        var problem = await ProblemAsync(service.Http.PostAsync(path, content: null, TestContext.Current.CancellationToken), HttpStatusCode.BadRequest);

        Assert.Equal(("/problems/malformed-body", "The body is missing."), ((string?)problem["type"], (string?)problem["reason"]));
    }

    [Fact]
    public async Task A_services_own_type_stays_and_gets_the_trace_id()
    {
        await using var service = await StartAsync();

        var problem = await ProblemAsync(service.Http.GetAsync("/gone", TestContext.Current.CancellationToken), HttpStatusCode.Gone);

        Assert.Equal("/problems/sync-token-expired", (string?)problem["type"]);
        Assert.NotNull(problem["traceId"]);
    }

    [Fact]
    public async Task The_trace_id_in_a_problem_is_the_callers()
    {
        await using var service = await StartAsync();
        var trace = ActivityTraceId.CreateRandom();
        service.Http.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        var problem = await ProblemAsync(service.Http.GetAsync("/nowhere", TestContext.Current.CancellationToken), HttpStatusCode.NotFound);

        Assert.Equal(trace.ToString(), (string?)problem["traceId"]);
    }

    [Fact]
    public async Task Answers_do_not_name_the_server()
    {
        await using var service = await StartAsync();

        using var response = await service.Http.GetAsync("/health", TestContext.Current.CancellationToken);

        Assert.Empty(response.Headers.Server);
    }

    [Theory]
    [InlineData("MaxBodyBytes", "0")]
    [InlineData("HeadersTimeout", "00:00:00")]
    public Task Limits_that_make_no_sense_stop_the_start(string key, string value) =>
        Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => TinyService.StartAsync(settings: ($"RequestLimits:{key}", value)));

    private static Task<TinyService> StartAsync(string environment = "Production") => TinyService.StartAsync(
        app =>
        {
            app.MapPost("/drafts", (Draft draft) => TypedResults.Ok(draft.Minutes));
            app.MapPost("/explicit-drafts", ([FromBody] Draft draft) => TypedResults.Ok(draft.Minutes));
            app.MapGet("/limited", (int limit) => TypedResults.Ok(limit));
            app.MapGet("/surprise", Ok<string> () => throw new InvalidOperationException("the password is hunter2"));
            app.MapGet("/gone", () => TypedResults.Problem(statusCode: 410, type: "/problems/sync-token-expired"));
        },
        builder => builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.AllowDuplicateProperties = false;
            json.SerializerOptions.RespectNullableAnnotations = true;
        }),
        environment,
        ("RequestLimits:MaxBodyBytes", "1024"));

    private static async Task<JsonObject> ProblemAsync(Task<HttpResponseMessage> pending, HttpStatusCode status)
    {
        using var response = await pending;
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((status, "application/problem+json"), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        var problem = JsonNode.Parse(body)!.AsObject();
        Assert.Equal((int)status, (int)problem["status"]!);
        return problem;
    }
}
