using System.Security.Claims;
using CalendarApi.People;
using CalendarApi.People.Graph;
using CalendarApi.Tests.Hosting;
using CalendarStore;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TeamCalendars.People;
using TeamCalendars.Tenants;

namespace CalendarApi.Tests.People;

public sealed class GraphPeopleTests(CalendarSystem system) : IAsyncLifetime
{
    private readonly TenantId tenant = new(Guid.NewGuid());
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
    private readonly CapturedLog log = new();
    private readonly HttpClient http = new();
    private readonly CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly LoggerFactory loggers = new();
    private RecordedGraph graph = null!;
    private Task running = Task.CompletedTask;

    private ICalendarStore Store => system.Services.GetRequiredService<ICalendarStore>();

    public async ValueTask InitializeAsync()
    {
        loggers.AddProvider(log);
        graph = await RecordedGraph.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await running.ContinueWith(_ => { }, TaskScheduler.Default);
        ending.Dispose();
        loggers.Dispose();
        http.Dispose();
        await graph.DisposeAsync();
    }

    [Fact]
    public async Task The_users_of_all_pages_are_entered_with_one_write_each_and_a_second_reading_writes_nothing()
    {
        graph.Answers(graph.FirstPage).Answers(RecordedGraph.LastPage).Answers(graph.FirstPage).Answers(RecordedGraph.LastPage);
        Start();

        await LoggedAsync($"Read 4 users of tenant {tenant} from Microsoft Graph. 3 entries of the directory were written, 1 users could not be entered.");
        await AdvanceUntilAsync(() => Logged($"Read 4 users of tenant {tenant} from Microsoft Graph. 0 entries"));

        Assert.Equal(
            [
                ("4562bcc8-c436-4f95-b7c0-4f8ce89dca5e", "MOD Administrator", "admin@contoso.com"),
                ("6ea91a8d-e32e-41a1-b7bd-d2d185eed0e0", "Conf Room Adams", "Adams@contoso.com"),
                ("87d349ed-44d7-43e1-9a83-5f2406dee5bd", "John Smith", "j.smith@contoso.com"),
            ],
            (await PeopleAsync()).Select(person => (person.Id.Value, person.Content.DisplayName, person.Content.Address)));
        Assert.Equal(3, (await Store.GetPositionAsync(tenant, ending.Token)).Version);
        Assert.All(graph.Requests, request => Assert.Equal($"Bearer {tenant} {graph.Address}.default", request.Authorization));
        Assert.Equal("/v1.0/users?$select=id,displayName,mail,userPrincipalName&$top=999", graph.Requests[0].Path);
        Assert.EndsWith("&$skiptoken=RFNwdAIAAQ", graph.Requests[1].Path, StringComparison.Ordinal);
        Assert.DoesNotContain(log.Lines, line => line.Contains("Smith", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(StatusCodes.Status429TooManyRequests, "7")]
    [InlineData(StatusCodes.Status503ServiceUnavailable, "7")]
    public async Task A_reading_that_is_throttled_goes_on_after_the_time_that_Graph_asks_for_and_not_before(int status, string retryAfter)
    {
        graph.Answers(RecordedGraph.Throttled, status, retryAfter).Answers(RecordedGraph.LastPage);
        Start();
        await Waiting.UntilAsync(() => graph.Requests.Count == 1);

        var early = time.GetUtcNow().AddSeconds(7);
        await AdvanceUntilAsync(() => Logged("Read 2 users"), step: TimeSpan.FromSeconds(1), onStep: now => Assert.True(now >= early || graph.Requests.Count == 1));

        Assert.Equal(graph.Requests[0], graph.Requests[1]);
    }

    [Fact]
    public async Task A_reading_that_is_refused_is_logged_and_the_next_one_is_tried_in_its_time()
    {
        graph.Answers(graph.FirstPage).Answers(RecordedGraph.Forbidden, StatusCodes.Status403Forbidden).Answers(RecordedGraph.LastPage);
        Start();

        await LoggedAsync($"The users of tenant {tenant} could not be read from Microsoft Graph to the end. 2 were read, 2 entries of the directory were written.");
        await AdvanceUntilAsync(() => Logged("Read 2 users"));

        Assert.Equal(3, (await PeopleAsync()).Count);
    }

    [Theory]
    [InlineData("https://attacker.example/v1.0/users")]
    [InlineData("http://127.0.0.1:1/v1.0/users")]
    [InlineData("relative")]
    public async Task The_token_is_sent_to_no_other_server_whatever_the_next_page_is_called(string next)
    {
        graph.Answers($$"""{"@odata.nextLink":"{{next}}","value":[]}""");
        Start();

        await LoggedAsync("could not be read from Microsoft Graph to the end");

        Assert.Single(graph.Requests);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"value":[{"id":"adele"}]}""")]
    public async Task An_answer_of_another_shape_ends_the_reading_and_not_the_program(string body)
    {
        graph.Answers(body);
        Start();

        await LoggedAsync("could not be read from Microsoft Graph to the end");

        Assert.False(running.IsCompleted);
    }

    [Fact]
    public async Task Without_a_tenant_nothing_is_read()
    {
        Start(new GraphOptions { Endpoint = graph.Address });

        await running;

        Assert.Empty(graph.Requests);
    }

    [Fact]
    public async Task Where_Graph_is_read_a_sign_in_does_not_replace_the_address()
    {
        graph.Answers(RecordedGraph.LastPage);
        Start();
        await LoggedAsync("Read 2 users");
        var john = Guid.Parse("87d349ed-44d7-43e1-9a83-5f2406dee5bd");
        using var signIns = new SignIns(Options.Create(Reading()), time, loggers.CreateLogger<SignIns>());
        signIns.Note(
            new(tenant, john, DateTimeOffset.MaxValue),
            new ClaimsPrincipal(new ClaimsIdentity([new("name", "John A. Smith"), new("preferred_username", "j.smith@elsewhere.example")])));

        using var reading = CancellationTokenSource.CreateLinkedTokenSource(ending.Token);
        var recording = signIns.RunAsync(new PeopleRecorder(Store), reading.Token);
        await Waiting.UntilAsync(async () => (await Store.FindPersonAsync(tenant, PersonId.OfAccount(john), ending.Token))!.Content is { DisplayName: "John A. Smith", Address: "j.smith@contoso.com" });

        await reading.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => recording);
    }

    [Fact]
    public async Task A_wrong_setting_stops_the_program()
    {
        Assert.Contains("Graph:Tenants contains 'contoso'", await system.RefusalAsync(new Dictionary<string, string> { ["Graph:Tenants:0"] = "contoso" }), StringComparison.Ordinal);
        Assert.Contains(
            "Graph:Endpoint must be an https address",
            await system.RefusalAsync(new Dictionary<string, string> { ["Graph:Endpoint"] = "http://graph.example/", ["Tenants:Allowed"] = "*" }, "Production"),
            StringComparison.Ordinal);
    }

    private GraphOptions Reading()
    {
        var options = new GraphOptions { Endpoint = graph.Address };
        options.Tenants.Add(tenant.Value.ToString("D"));
        return options;
    }

    private void Start(GraphOptions? given = null)
    {
        var options = Options.Create(given ?? Reading());
        var client = new GraphClient(http, RecordedGraph.Credentials, options, time);
        running = new GraphPeople(client, options, time, loggers.CreateLogger<GraphPeople>()).RunAsync(new PeopleRecorder(Store), ending.Token);
    }

    private bool Logged(string text) => log.Lines.Any(line => line.Contains(text, StringComparison.Ordinal));

    private Task LoggedAsync(string text) => Waiting.UntilAsync(() => Logged(text));

    /// <summary>Moves the time on until something holds: nothing says when a wait has begun.</summary>
    private Task AdvanceUntilAsync(Func<bool> holds, TimeSpan? step = null, Action<DateTimeOffset>? onStep = null) => Waiting.UntilAsync(() =>
    {
        onStep?.Invoke(time.GetUtcNow());
        if (holds())
        {
            return true;
        }

        time.Advance(step ?? TimeSpan.FromHours(1));
        return false;
    });

    private async Task<IReadOnlyList<Person>> PeopleAsync() => (await Store.ListPeopleAsync(tenant, null, 100, ending.Token)).Items;
}
