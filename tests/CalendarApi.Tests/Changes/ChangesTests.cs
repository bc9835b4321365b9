using System.Globalization;
using System.IO.Compression;
using System.Net;
using CalendarApi.Changes;
using CalendarApi.Tests.Hosting;
using TeamCalendars.Tenants;

namespace CalendarApi.Tests.Changes;

public class ChangesTests(CalendarSystem system)
{
    private readonly Tenant tenant = system.NewTenant();

    [Fact]
    public async Task The_head_tells_the_position_and_is_not_sent_again_to_who_has_it()
    {
        using var caller = tenant.SignIn();
        var head = (await caller.GetAsync("/api/changes/head")).Is(HttpStatusCode.OK);
        Assert.Equal(0, (int?)head.Json["version"]);
        Assert.Equal($"{(string?)head.Json["epoch"]}.0", head.Position);

        var again = (await caller.GetAsync("/api/changes/head", ("If-None-Match", head.ETag!))).Is(HttpStatusCode.NotModified);
        Assert.Empty(again.Bytes);
        Assert.Equal(head.ETag, again.ETag);
        Assert.Equal(head.Position, again.Position);

        await caller.PutAsync("/api/calendars/team", Samples.Calendar);
        var moved = (await caller.GetAsync("/api/changes/head", ("If-None-Match", head.ETag!))).Is(HttpStatusCode.OK);
        Assert.Equal(1, (int?)moved.Json["version"]);
    }

    [Fact]
    public async Task Changes_since_a_head_are_each_item_once_in_its_latest_state_with_tombstones()
    {
        using var caller = tenant.SignIn();
        var since = await HeadAsync(caller);
        await caller.PutAsync("/api/calendars/team", Samples.Calendar);
        var kept = await caller.PutAsync("/api/calendars/team/events/kept", Samples.Event);
        var gone = await caller.PutAsync("/api/calendars/team/events/gone", Samples.Event);
        await caller.DeleteAsync("/api/calendars/team/events/gone", gone.ETag);
        var latest = await caller.PutAsync("/api/calendars/team/events/kept", Samples.With(Samples.Event, "title", "\"Later\""), ("If-Match", kept.ETag!));

        var answer = (await caller.GetAsync($"/api/changes?since={since}")).Is(HttpStatusCode.OK);
        var page = answer.Json;

        Assert.Equal((0, 5, 5), ((int)page["from"]!, (int)page["to"]!, (int)page["head"]!));
        Assert.False((bool?)page["more"]);
        Assert.Equal("team", (string?)Assert.Single(page["calendars"]!.AsArray())!["id"]);
        Assert.Equal(
            $$"""[{"id":"gone","calendarId":"team","version":4,"deleted":true},{{latest.Text}}]""",
            page["events"]!.ToJsonString(Answer.Relaxed));
        Assert.EndsWith(".5", answer.Position, StringComparison.Ordinal);

        var rest = (await caller.GetAsync($"/api/changes?since={(string?)page["next"]}")).Is(HttpStatusCode.OK).Json;
        Assert.Equal((5, 5), ((int)rest["from"]!, (int)rest["to"]!));
        Assert.Empty(rest["events"]!.AsArray());
        Assert.Empty(rest["calendars"]!.AsArray());
    }

    [Fact]
    public async Task Reading_page_by_page_ends_at_the_head_and_misses_nothing()
    {
        using var caller = tenant.SignIn();
        var since = await HeadAsync(caller);
        await caller.PutAsync("/api/calendars/team", Samples.Calendar);
        for (var i = 0; i < 12; i++)
        {
            await caller.PutAsync($"/api/calendars/team/events/e{i}", Samples.Event);
        }

        var seen = new List<string>();
        for (var more = true; more;)
        {
            var page = (await caller.GetAsync($"/api/changes?since={since}&limit=5")).Is(HttpStatusCode.OK).Json;
            seen.AddRange(page["calendars"]!.AsArray().Concat(page["events"]!.AsArray()).Select(item => (string)item!["id"]!));
            more = (bool)page["more"]!;
            since = (string)page["next"]!;
        }

        Assert.Equal(["team", .. Enumerable.Range(0, 12).Select(i => $"e{i}")], seen);
        Assert.Equal(since, await HeadAsync(caller));
    }

    [Fact]
    public async Task Everyone_of_the_tenant_gets_the_same_bytes_and_a_crowd_costs_one_read()
    {
        var counting = new CountingStore();
        using var api = system.Start(services: counting.Wrap);
        var here = tenant.At(api.Address);
        using var caller = here.SignIn();
        var since = await HeadAsync(caller);
        await caller.PutAsync("/api/calendars/team", Samples.Calendar);
        for (var i = 0; i < 20; i++)
        {
            await caller.PutAsync($"/api/calendars/team/events/e{i}", Samples.Event);
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var one = here.SignIn(i % 2 == 0 ? Tenant.Read : Tenant.ReadWrite);
            return await one.GetAsync($"/api/changes?since={since}");
        }));

        Assert.All(answers, answer => Assert.Equal(answers[0].Is(HttpStatusCode.OK).Text, answer.Text));
        Assert.Equal(1, counting.ChangesReads);
    }

    [Fact]
    public async Task Who_hangs_up_while_waiting_takes_nothing_from_the_others()
    {
        var gate = new TaskCompletionSource();
        var counting = new CountingStore { Gate = gate.Task };
        using var api = system.Start(services: counting.Wrap);
        var here = tenant.At(api.Address);
        using var patient = here.SignIn();
        using var impatient = here.SignIn();
        var since = await HeadAsync(patient);
        await patient.PutAsync("/api/calendars/team", Samples.Calendar);

        var abandoned = impatient.GetAsync($"/api/changes?since={since}");
        await counting.Began.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        var waiting = patient.GetAsync($"/api/changes?since={since}");
        impatient.Dispose();
        await Assert.ThrowsAnyAsync<Exception>(() => abandoned);
        gate.SetResult();

        Assert.Single((await waiting).Is(HttpStatusCode.OK).Json["calendars"]!.AsArray());
        Assert.Equal(1, counting.ChangesReads);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task A_large_page_is_compressed_as_the_caller_takes_it(string encoding)
    {
        using var caller = tenant.SignIn();
        var since = await HeadAsync(caller);
        await caller.PutAsync("/api/calendars/team", Samples.Calendar);
        for (var i = 0; i < 10; i++)
        {
            await caller.PutAsync($"/api/calendars/team/events/e{i}", Samples.Event);
        }

        var plain = await caller.GetAsync($"/api/changes?since={since}");

        var packed = await caller.GetAsync($"/api/changes?since={since}", ("Accept-Encoding", encoding));

        Assert.Equal(encoding, packed.Header("Content-Encoding"));
        Assert.Contains("Accept-Encoding", packed.Header("Vary"), StringComparison.Ordinal);
        Assert.True(packed.Bytes.Length < plain.Bytes.Length / 3, $"{packed.Bytes.Length} of {plain.Bytes.Length} bytes");
        using var unpacker = encoding == "br" ? (Stream)new BrotliStream(new MemoryStream(packed.Bytes), CompressionMode.Decompress) : new GZipStream(new MemoryStream(packed.Bytes), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        await unpacker.CopyToAsync(unpacked, TestContext.Current.CancellationToken);
        Assert.Equal(plain.Bytes, unpacked.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?since=")]
    [InlineData("?since=0")]
    [InlineData("?since=%00")]
    [InlineData("?since=!")]
    [InlineData("?since=NDZ8azN2OXgycWQ3bTRofDljMzlmMWJk")]
    [InlineData("?since=a&since=b")]
    public async Task What_is_no_sync_token_is_refused(string query)
    {
        using var caller = tenant.SignIn();

        (await caller.GetAsync("/api/changes" + query)).IsProblem(HttpStatusCode.BadRequest, "invalid-sync-token");
    }

    [Fact]
    public async Task A_sync_token_that_was_cut_or_altered_anywhere_is_refused()
    {
        using var caller = tenant.SignIn();
        var token = await HeadAsync(caller);

        for (var i = 0; i < token.Length; i++)
        {
            (await caller.GetAsync($"/api/changes?since={token[..i]}")).IsProblem(HttpStatusCode.BadRequest, "invalid-sync-token");
            var altered = string.Create(CultureInfo.InvariantCulture, $"{token[..i]}{(token[i] == 'A' ? 'Q' : 'A')}{token[(i + 1)..]}");
            (await caller.GetAsync($"/api/changes?since={altered}")).IsProblem(HttpStatusCode.BadRequest, "invalid-sync-token");
        }
    }

    [Fact]
    public async Task A_position_of_another_epoch_or_ahead_of_the_store_is_gone()
    {
        using var caller = tenant.SignIn();
        var head = (await caller.GetAsync("/api/changes/head")).Json;
        var of = new TenantId(tenant.Id);

        foreach (var position in (Position[])[new("anotherlife", 0), new((string)head["epoch"]!, 1), new((string)head["epoch"]!, long.MaxValue)])
        {
            var answer = await caller.GetAsync($"/api/changes?since={SyncToken.Write(of, position)}");
            answer.IsProblem(HttpStatusCode.Gone, "sync-token-expired");
            Assert.EndsWith(".0", answer.Position, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("x")]
    public async Task A_bad_limit_is_refused(string limit)
    {
        using var caller = tenant.SignIn();

        (await caller.GetAsync($"/api/changes?since={await HeadAsync(caller)}&limit={limit}")).NamesField("limit");
    }

    private static async Task<string> HeadAsync(Caller caller) => (string)(await caller.GetAsync("/api/changes/head")).Is(HttpStatusCode.OK).Json["token"]!;
}
