using System.Net;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Revisions;

/// <summary>No change is overwritten unseen. The same rules for calendars and for events.</summary>
public class PreconditionTests(CalendarSystem system)
{
    private const string CalendarPath = "/api/calendars/team";
    private const string EventPath = "/api/calendars/team/events/standup";

    private readonly Tenant tenant = system.NewTenant();

    public static TheoryData<string, string, string> Items() => new()
    {
        { "/api/calendars/other", Samples.Calendar, "name" },
        { EventPath, Samples.Event, "title" },
    };

    [Theory]
    [MemberData(nameof(Items))]
    public async Task A_stale_revision_is_refused_with_what_is_there(string path, string body, string member)
    {
        using var caller = await WithCalendarAsync();
        var first = await caller.PutAsync(path, body);
        var second = (await caller.PutAsync(path, Samples.With(body, member, "\"Second\""), ("If-Match", first.ETag!))).Is(HttpStatusCode.OK);

        var stale = await caller.PutAsync(path, Samples.With(body, member, "\"Third\""), ("If-Match", first.ETag!));
        var problem = stale.IsProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");

        Assert.Equal(second.Text, problem["current"]!.ToJsonString(Answer.Relaxed));
        Assert.Equal(second.Position, stale.Position);
        (await caller.DeleteAsync(path, first.ETag)).IsProblem(HttpStatusCode.PreconditionFailed, "precondition-failed");
        Assert.Equal(second.Text, (await caller.GetAsync(path)).Text);
    }

    [Theory]
    [MemberData(nameof(Items))]
    public async Task Replacing_and_deleting_without_a_revision_is_refused(string path, string body, string member)
    {
        using var caller = await WithCalendarAsync();
        var first = await caller.PutAsync(path, body);

        var refused = await caller.PutAsync(path, Samples.With(body, member, "\"Second\""));
        refused.IsProblem(HttpStatusCode.PreconditionRequired, "precondition-required");
        (await caller.DeleteAsync(path, null)).IsProblem(HttpStatusCode.PreconditionRequired, "precondition-required");

        Assert.Equal(first.Position, refused.Position);
        Assert.Equal(first.Text, (await caller.GetAsync(path)).Text);
    }

    [Theory]
    [MemberData(nameof(Items))]
    public async Task A_create_may_be_repeated_and_is_stored_once(string path, string body, string member)
    {
        Assert.NotNull(member);
        using var caller = await WithCalendarAsync();
        var first = (await caller.PutAsync(path, body, ("If-None-Match", "*"))).Is(HttpStatusCode.Created);

        var again = (await caller.PutAsync(path, body, ("If-None-Match", "*"))).Is(HttpStatusCode.OK);
        var bare = (await caller.PutAsync(path, body)).Is(HttpStatusCode.OK);

        Assert.Equal(first.Text, again.Text);
        Assert.Equal(first.Text, bare.Text);
        Assert.Equal(first.Position, bare.Position);
        Assert.Equal(first.ETag, bare.ETag);
    }

    [Theory]
    [MemberData(nameof(Items))]
    public async Task A_create_under_a_taken_id_is_refused_with_what_is_there(string path, string body, string member)
    {
        using var caller = await WithCalendarAsync();
        var first = await caller.PutAsync(path, body);

        var refused = await caller.PutAsync(path, Samples.With(body, member, "\"Mine\""), ("If-None-Match", "*"));
        var problem = refused.IsProblem(HttpStatusCode.PreconditionFailed, "already-exists");

        Assert.Equal(first.Text, problem["current"]!.ToJsonString(Answer.Relaxed));
        Assert.Equal(first.Position, refused.Position);
    }

    [Theory]
    [MemberData(nameof(Items))]
    public async Task A_deleted_id_does_not_come_back_by_a_late_repetition(string path, string body, string member)
    {
        Assert.NotNull(member);
        using var caller = await WithCalendarAsync();
        var first = await caller.PutAsync(path, body);
        var deleted = await caller.DeleteAsync(path, first.ETag);

        var late = await caller.PutAsync(path, body);

        late.IsProblem(HttpStatusCode.Conflict, "id-was-deleted");
        Assert.Equal(deleted.Position, late.Position);
        (await caller.GetAsync(path)).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [MemberData(nameof(Items))]
    public async Task A_revision_of_what_is_not_there_is_not_found(string path, string body, string member)
    {
        Assert.NotNull(member);
        using var caller = await WithCalendarAsync();

        (await caller.PutAsync(path, body, ("If-Match", "\"x\""))).IsProblem(HttpStatusCode.NotFound, "not-found");
        (await caller.DeleteAsync(path, "\"x\"")).IsProblem(HttpStatusCode.NotFound, "not-found");
    }

    [Theory]
    [InlineData("If-Match", "*")]
    [InlineData("If-Match", "x")]
    [InlineData("If-Match", "\"\"")]
    [InlineData("If-Match", "W/\"x\"")]
    [InlineData("If-Match", "\"x\", \"y\"")]
    [InlineData("If-Match", "")]
    [InlineData("If-None-Match", "\"x\"")]
    public async Task A_precondition_that_says_nothing_certain_is_refused(string header, string value)
    {
        using var caller = await WithCalendarAsync();
        var first = await caller.PutAsync(EventPath, Samples.Event);

        var refused = await caller.PutAsync(EventPath, Samples.With(Samples.Event, "title", "\"Second\""), (header, value));

        refused.NamesField(header);
        Assert.Equal(first.Position, refused.Position);
    }

    [Fact]
    public async Task Both_preconditions_together_are_refused()
    {
        using var caller = await WithCalendarAsync();

        (await caller.PutAsync(EventPath, Samples.Event, ("If-Match", "\"x\""), ("If-None-Match", "*"))).NamesField("If-Match");
    }

    [Fact]
    public async Task Of_many_writers_with_one_revision_exactly_one_succeeds()
    {
        using var caller = await WithCalendarAsync();
        var first = await caller.PutAsync(EventPath, Samples.Event);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(writer =>
            caller.PutAsync(EventPath, Samples.With(Samples.Event, "title", $"\"Writer {writer}\""), ("If-Match", first.ETag!))));

        var winner = Assert.Single(answers, answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(15, answers.Count(answer => answer.Status == HttpStatusCode.PreconditionFailed));
        Assert.Equal(winner.Text, (await caller.GetAsync(EventPath)).Text);
        Assert.EndsWith(".3", winner.Position, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_many_equal_creates_at_once_one_creates_and_all_agree()
    {
        using var caller = await WithCalendarAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => caller.PutAsync(EventPath, Samples.Event, ("If-None-Match", "*"))));

        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Created);
        Assert.Equal(15, answers.Count(answer => answer.Status == HttpStatusCode.OK));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.EndsWith(".2", (await caller.GetAsync(EventPath)).Position, StringComparison.Ordinal);
    }

    private async Task<Caller> WithCalendarAsync()
    {
        var caller = tenant.SignIn();
        (await caller.PutAsync(CalendarPath, Samples.Calendar)).Is(HttpStatusCode.Created);
        return caller;
    }
}
