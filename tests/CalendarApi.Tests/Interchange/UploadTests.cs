using System.Net;
using System.Net.Sockets;
using System.Text;
using CalendarApi.Interchange;
using CalendarApi.Tests.Hosting;
using Microsoft.Extensions.Options;
using TeamCalendars.Tenants;

namespace CalendarApi.Tests.Interchange;

/// <summary>Imports of one tenant, slow ones and large ones, leave room for the others.</summary>
public class UploadTests(CalendarSystem system)
{
    private const string File = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//tests//EN\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:20261225\r\nSUMMARY:A\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    private readonly Tenant noisy = system.NewTenant();
    private readonly Tenant quiet = system.NewTenant();

    [Fact]
    public async Task Slow_uploads_hold_no_place()
    {
        using var api = system.Start(new Dictionary<string, string> { ["Imports:AtOnce"] = "1", ["Imports:Waiting"] = "0", ["Imports:WaitingPerTenant"] = "0" });
        using var slow = await WithCalendarAsync(noisy.At(api.Address));
        using var other = await WithCalendarAsync(quiet.At(api.Address));
        var uploads = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 8; i++)
            {
                uploads.Add(await BeginUploadAsync(api.Address, slow));
            }

            (await other.ImportAsync("team", File)).Is(HttpStatusCode.OK);
            // Not even the tenant itself is kept waiting.
            (await slow.ImportAsync("team", File)).Is(HttpStatusCode.OK);
        }
        finally
        {
            uploads.ForEach(upload => upload.Dispose());
        }
    }

    [Fact]
    public async Task A_tenant_runs_one_import_and_those_that_find_its_line_full_are_told_why()
    {
        var gate = new GatedStore.Gate(noisy.Id);
        using var api = system.Start(new Dictionary<string, string> { ["Imports:WaitingPerTenant"] = "0" }, services: gate.PutBefore);
        using var importer = await WithCalendarAsync(noisy.At(api.Address));
        using var other = await WithCalendarAsync(quiet.At(api.Address));
        var running = importer.ImportAsync("team", File);
        await gate.Reached.Task.WaitAsync(TestContext.Current.CancellationToken);

        var second = await importer.ImportAsync("team", File);
        (await other.ImportAsync("team", File)).Is(HttpStatusCode.OK);

        Assert.StartsWith("Too many imports of your tenant", (string?)second.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests")["detail"], StringComparison.Ordinal);
        Assert.Equal("10", second.Header("Retry-After"));
        gate.Open.SetResult();
        (await running).Is(HttpStatusCode.OK);
        (await importer.ImportAsync("team", File)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task When_all_places_are_taken_the_answer_says_that_it_is_not_the_callers_fault()
    {
        var gate = new GatedStore.Gate(noisy.Id);
        using var api = system.Start(new Dictionary<string, string> { ["Imports:AtOnce"] = "1", ["Imports:Waiting"] = "0" }, services: gate.PutBefore);
        using var importer = await WithCalendarAsync(noisy.At(api.Address));
        using var other = await WithCalendarAsync(quiet.At(api.Address));
        var running = importer.ImportAsync("team", File);
        await gate.Reached.Task.WaitAsync(TestContext.Current.CancellationToken);

        var refused = await other.ImportAsync("team", File);

        Assert.StartsWith("Too many imports of all tenants", (string?)refused.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests")["detail"], StringComparison.Ordinal);
        gate.Open.SetResult();
        (await running).Is(HttpStatusCode.OK);
        (await other.ImportAsync("team", File)).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Imports:UploadTimeout", "00:00:01")]
    // After a few seconds in which everybody may begin.
    [InlineData("Imports:MinBytesPerSecond", "100000000")]
    public async Task An_upload_that_takes_too_long_is_ended(string setting, string value)
    {
        using var api = system.Start(new Dictionary<string, string> { [setting] = value });
        using var slow = await WithCalendarAsync(noisy.At(api.Address));
        using var upload = await BeginUploadAsync(api.Address, slow);

        using var reader = new StreamReader(upload.GetStream(), Encoding.Latin1);
        var status = await reader.ReadLineAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 408 ", status, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_take_no_more_memory_than_allowed_and_give_it_back()
    {
        using var api = system.Start(new Dictionary<string, string> { ["Imports:MemoryPerTenant"] = "65536" });
        using var importer = await WithCalendarAsync(noisy.At(api.Address));

        for (var i = 0; i < 3; i++)
        {
            var refused = await importer.ImportAsync("team", File.Replace("SUMMARY:A", "SUMMARY:A\r\nX-FILL:" + new string('x', 200_000), StringComparison.Ordinal));
            Assert.StartsWith("Too many calendar files", (string?)refused.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests")["detail"], StringComparison.Ordinal);
            (await importer.ImportAsync("team", File)).Is(HttpStatusCode.OK);
        }
    }

    [Fact]
    public void Memory_is_counted_for_each_tenant_and_for_all()
    {
        var memory = new UploadMemory(Options.Create(new ImportOptions { Memory = 100, MemoryPerTenant = 60 }));
        var (first, second) = (new TenantId(Guid.NewGuid()), new TenantId(Guid.NewGuid()));
        using var one = memory.Open(first);
        using var more = memory.Open(first);
        using var other = memory.Open(second);

        Assert.True(one.TryTake(50));
        Assert.False(more.TryTake(20));
        Assert.True(other.TryTake(50));
        Assert.False(more.TryTake(1));
        other.Dispose();
        other.Dispose();
        Assert.True(more.TryTake(10));
        one.Dispose();
        Assert.True(more.TryTake(50));
    }

    /// <summary>Sends the headers and a part of the body, and no more.</summary>
    private static async Task<TcpClient> BeginUploadAsync(Uri api, Caller caller)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(api.Host, api.Port, TestContext.Current.CancellationToken);
        await tcp.GetStream().WriteAsync(
            Encoding.Latin1.GetBytes($"POST /api/calendars/team/import HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {caller.Token}\r\nContent-Type: text/calendar\r\nContent-Length: 100000\r\n\r\nBEGIN:VCALENDAR\r\n"),
            TestContext.Current.CancellationToken);
        return tcp;
    }

    private static async Task<Caller> WithCalendarAsync(Tenant tenant)
    {
        var caller = tenant.SignIn();
        (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
        return caller;
    }
}
