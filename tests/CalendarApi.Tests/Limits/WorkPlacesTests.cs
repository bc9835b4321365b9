using System.Net;
using CalendarApi.Answers;
using CalendarApi.Limits;
using CalendarApi.Tests.Changes;
using CalendarApi.Tests.Hosting;
using Microsoft.Extensions.Options;
using TeamCalendars.Tenants;
using User = CalendarApi.Authentication.Caller;

namespace CalendarApi.Tests.Limits;

/// <summary>What one tenant lets the API compute keeps that tenant waiting, and no other one.</summary>
public class WorkPlacesTests(CalendarSystem system)
{
    private static readonly User Noisy = UserOf(new(Guid.NewGuid()));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_tenant_that_computes_much_waits_for_itself_and_no_other_tenant_does()
    {
        using var places = Places(atOncePerTenant: 1, waitingPerTenant: 10, atOnce: 2);
        var taken = await TakeAsync(places, Noisy);

        var waiting = TakeAsync(places, Noisy);
        using var other = await TakeAsync(places, UserOf(new(Guid.NewGuid())));

        Assert.False(waiting.IsCompleted);
        taken.Dispose();
        (await waiting).Dispose();
    }

    [Fact]
    public async Task A_request_that_finds_the_line_of_its_tenant_full_is_refused_and_no_other_tenants_is()
    {
        using var places = Places(atOncePerTenant: 1, waitingPerTenant: 1, atOnce: 2);
        var taken = await TakeAsync(places, Noisy);
        var waiting = TakeAsync(places, Noisy);

        using var refused = await places.TakeAsync(Noisy, Stop);
        using var other = await TakeAsync(places, UserOf(new(Guid.NewGuid())));

        Assert.StartsWith("Too many requests that cost much of your tenant", refused.Refusal?.Reason, StringComparison.Ordinal);
        taken.Dispose();
        (await waiting).Dispose();
        (await TakeAsync(places, Noisy)).Dispose();
    }

    [Fact]
    public async Task One_user_does_not_fill_the_line_of_the_tenant()
    {
        using var places = Places(atOncePerTenant: 1, waitingPerTenant: 10, atOnce: 2, waitingPerUser: 1);
        var taken = await TakeAsync(places, Noisy);
        var waiting = TakeAsync(places, Noisy);

        using var refused = await places.TakeAsync(Noisy, Stop);
        var colleague = TakeAsync(places, UserOf(Noisy.Tenant));

        Assert.StartsWith("Too many requests that cost much of yours", refused.Refusal?.Reason, StringComparison.Ordinal);
        Assert.False(colleague.IsCompleted);
        taken.Dispose();
        (await waiting).Dispose();
        (await colleague).Dispose();
        (await TakeAsync(places, Noisy)).Dispose();
    }

    [Fact]
    public async Task A_user_that_gives_up_reads_of_changes_has_no_more_of_them_in_the_line()
    {
        var store = new CountingStore();
        using var api = system.Start(new Dictionary<string, string> { ["Work:AtOncePerTenant"] = "1", ["Work:WaitingPerUser"] = "0" }, services: store.Wrap);
        var tenant = system.NewTenant().At(api.Address);
        using var noisy = tenant.SignIn();
        using var colleague = tenant.SignIn();
        var head = Uri.EscapeDataString((string)(await noisy.GetAsync("/api/changes/head")).Json["token"]!);
        (await noisy.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Gate = gate.Task;
        using var givingUp = new HttpClient { BaseAddress = api.Address, DefaultRequestHeaders = { Authorization = new("Bearer", noisy.Token) } };
        using var patience = new CancellationTokenSource();
        var given = givingUp.GetAsync(new Uri($"/api/changes?since={head}", UriKind.Relative), patience.Token);
        await store.Began.Task.WaitAsync(Stop);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        var refused = await noisy.GetAsync($"/api/changes?limit=10&since={head}");
        // The read that was given up is still there for others, and so is the rest of the line.
        var joined = colleague.GetAsync($"/api/changes?since={head}");
        var waiting = colleague.GetAsync($"/api/changes?limit=20&since={head}");

        Assert.StartsWith("Too many requests that cost much of yours", (string?)refused.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests")["detail"], StringComparison.Ordinal);
        gate.SetResult();
        (await joined).Is(HttpStatusCode.OK);
        (await waiting).Is(HttpStatusCode.OK);
        (await noisy.GetAsync($"/api/changes?limit=30&since={head}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Among_all_tenants_one_with_a_long_line_has_its_turn_and_then_the_next_one_has()
    {
        using var places = Places(atOncePerTenant: 1, waitingPerTenant: 10, atOnce: 1);
        var first = await TakeAsync(places, Noisy);
        var second = TakeAsync(places, Noisy);
        var third = TakeAsync(places, Noisy);
        var other = TakeAsync(places, UserOf(new(Guid.NewGuid())));

        first.Dispose();
        (await other).Dispose();
        (await second).Dispose();
        (await third).Dispose();
    }

    [Fact]
    public async Task A_caller_that_hangs_up_leaves_the_line_and_frees_its_part_of_it()
    {
        using var places = Places(atOncePerTenant: 1, waitingPerTenant: 1, atOnce: 2);
        var taken = await TakeAsync(places, Noisy);
        using var caller = new CancellationTokenSource();
        var gone = places.TakeAsync(Noisy, caller.Token);

        await caller.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        var next = TakeAsync(places, Noisy);

        taken.Dispose();
        (await next).Dispose();
    }

    [Fact]
    public async Task A_further_part_of_an_answer_waits_for_its_turn_and_is_never_refused()
    {
        using var places = Places(atOncePerTenant: 1, waitingPerTenant: 0, atOnce: 2);
        var taken = await TakeAsync(places, Noisy);

        var again = places.TakeAgainAsync(Noisy.Tenant, Stop);

        Assert.False(again.IsCompleted);
        taken.Dispose();
        (await again).Dispose();
        // Given back twice, a place is there once.
        taken.Dispose();
        using var held = await TakeAsync(places, Noisy);
        Assert.NotNull((await places.TakeAsync(Noisy, Stop)).Refusal);
    }

    [Theory]
    [InlineData("/api/calendars/team/events")]
    [InlineData("/api/calendars/team/events?from=2026-11-23T00:00:00Z&to=2026-11-30T00:00:00Z")]
    [InlineData("/api/calendars/team/events/standup?from=2026-11-23T00:00:00Z&to=2026-11-30T00:00:00Z")]
    [InlineData("/api/calendars/team/export.ics")]
    [InlineData("/api/people")]
    [InlineData("/api/people?q=zoe")]
    [InlineData("import")]
    [InlineData("changes")]
    public async Task Whatever_costs_much_takes_a_place_and_is_refused_when_too_much_waits(string path)
    {
        var store = new CountingStore();
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var api = system.Start(new Dictionary<string, string> { ["Work:AtOncePerTenant"] = "1", ["Work:WaitingPerTenant"] = "0" }, services: store.Wrap);
        using var noisy = system.NewTenant().At(api.Address).SignIn();
        using var quiet = system.NewTenant().At(api.Address).SignIn();
        foreach (var caller in (Caller[])[noisy, quiet])
        {
            (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
            (await caller.PutAsync("/api/calendars/team/events/standup", Samples.Event)).Is(HttpStatusCode.Created);
        }

        var head = (string)(await noisy.GetAsync("/api/changes/head")).Json["token"]!;
        (await noisy.PutAsync("/api/calendars/other", Samples.Calendar)).Is(HttpStatusCode.Created);
        store.Gate = gate.Task;
        var computing = noisy.GetAsync($"/api/changes?since={Uri.EscapeDataString(head)}");
        await store.Began.Task.WaitAsync(Stop);

        Task<Answer> Ask(Caller caller) => path switch
        {
            "import" => caller.ImportAsync("team", UploadFile),
            // Another page than the one that is read.
            "changes" => caller.GetAsync($"/api/changes?limit=10&since={Uri.EscapeDataString(head)}"),
            _ => caller.GetAsync(path),
        };
        var refused = await Ask(noisy);
        var others = path is "changes" ? null : await Ask(quiet);
        // What does not cost much is answered meanwhile.
        (await noisy.GetAsync("/api/calendars")).Is(HttpStatusCode.OK);
        (await noisy.PutAsync("/api/calendars/third", Samples.Calendar)).Is(HttpStatusCode.Created);

        Assert.StartsWith("Too many requests that cost much of your tenant", (string?)refused.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests")["detail"], StringComparison.Ordinal);
        Assert.Matches("^[1-9][0-9]*$", refused.Header("Retry-After"));
        others?.Is(HttpStatusCode.OK);
        gate.SetResult();
        (await computing).Is(HttpStatusCode.OK);
        (await Ask(noisy)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_page_of_changes_that_was_read_takes_no_place()
    {
        var store = new CountingStore();
        using var api = system.Start(new Dictionary<string, string> { ["Work:AtOncePerTenant"] = "1", ["Work:WaitingPerTenant"] = "0" }, services: store.Wrap);
        using var caller = system.NewTenant().At(api.Address).SignIn();
        var head = Uri.EscapeDataString((string)(await caller.GetAsync("/api/changes/head")).Json["token"]!);
        (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
        var read = (await caller.GetAsync($"/api/changes?since={head}")).Is(HttpStatusCode.OK);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        store.Gate = gate.Task;
        var reads = store.ChangesReads;
        var computing = caller.GetAsync($"/api/changes?limit=10&since={head}");
        while (store.ChangesReads == reads)
        {
            await Task.Yield();
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => caller.GetAsync($"/api/changes?since={head}")));

        Assert.All(answers, answer => Assert.Equal(read.Text, answer.Is(HttpStatusCode.OK).Text));
        gate.SetResult();
        (await computing).Is(HttpStatusCode.OK);
    }

    private const string UploadFile = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tests//EN\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:A\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private static WorkPlaces Places(int atOncePerTenant, int waitingPerTenant, int atOnce, int waitingPerUser = 10) =>
        PlacesOf(Options.Create(new WorkOptions { AtOncePerTenant = atOncePerTenant, WaitingPerUser = waitingPerUser, WaitingPerTenant = waitingPerTenant, AtOnce = atOnce }));

    private static WorkPlaces PlacesOf(IOptions<WorkOptions> options) => new(options, new AnswerMemory(options));

    private static User UserOf(TenantId tenant) => new(tenant, Guid.NewGuid(), DateTimeOffset.MaxValue);

    private static async Task<IDisposable> TakeAsync(WorkPlaces places, User user)
    {
        var place = await places.TakeAsync(user, Stop);
        return place.Refusal is { } refusal ? throw new InvalidOperationException(refusal.Reason) : place;
    }
}
