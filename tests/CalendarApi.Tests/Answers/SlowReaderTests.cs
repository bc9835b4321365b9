using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CalendarApi.Tests.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CalendarApi.Tests.Answers;

/// <summary>Whoever reads long answers slowly keeps them in memory: how much that may be is bounded.</summary>
public class SlowReaderTests(CalendarSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/calendars/team/events?limit=1000", "/api/calendars/team/events?limit=1000")]
    [InlineData("/api/calendars/team/export.ics", "/api/calendars/team/export.ics")]
    [InlineData("/api/changes?since={0}", "/api/changes?limit={1}&since={0}")]
    public async Task While_a_tenant_has_too_much_to_read_it_begins_no_other_long_answer_and_other_tenants_do(string path, string other)
    {
        using var api = system.Start(new Dictionary<string, string> { ["Work:AnswerMemoryPerTenant"] = "100000" });
        using var slow = system.NewTenant().At(api.Address).SignIn();
        using var quiet = system.NewTenant().At(api.Address).SignIn();
        var heads = new Dictionary<Caller, string>();
        foreach (var caller in (Caller[])[slow, quiet])
        {
            heads[caller] = Uri.EscapeDataString((string)(await caller.GetAsync("/api/changes/head")).Json["token"]!);
            (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
            for (var number = 0; number < (caller == slow ? 150 : 3); number++)
            {
                (await caller.PutAsync($"/api/calendars/team/events/e{number}", Samples.With(Samples.Event, "description", $"\"{new string('d', 8_000)}\""))).Is(HttpStatusCode.Created);
            }
        }

        // Each limit is another page: one that was read once is in a cache, and takes no place.
        var limit = 0;
        string For(Caller caller, string text) => string.Format(CultureInfo.InvariantCulture, text, heads[caller], ++limit);
        using (var tcp = new TcpClient { ReceiveBufferSize = 4_096 })
        {
            await tcp.ConnectAsync(api.Address.Host, api.Address.Port, Stop);
            // The operating system takes some of what nobody reads: about 3 MB on one machine, more on another. The answers have 1.2 MB each.
            var request = $"GET {For(slow, path)} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {slow.Token}\r\n\r\n";
            await tcp.GetStream().WriteAsync(Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(request, 40))), Stop);
            var refused = await UntilAsync(slow, () => For(slow, other), HttpStatusCode.TooManyRequests);

            Assert.StartsWith("Too many answers to your tenant", (string?)refused.IsProblem(HttpStatusCode.TooManyRequests, "too-many-requests")["detail"], StringComparison.Ordinal);
            (await quiet.GetAsync(For(quiet, path))).Is(HttpStatusCode.OK);
            (await slow.PutAsync("/api/calendars/third", Samples.Calendar)).Is(HttpStatusCode.Created);
        }

        await UntilAsync(slow, () => For(slow, other), HttpStatusCode.OK);
    }

    [Fact]
    public void A_connection_that_reads_next_to_nothing_is_ended()
    {
        var rate = system.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MinResponseDataRate;

        Assert.True(rate is { BytesPerSecond: >= 240 } && rate.GracePeriod <= TimeSpan.FromSeconds(5));
    }

    /// <summary>Asks until the answer is as expected: the server writes, and notices a closed connection, in its own time.</summary>
    private static async Task<Answer> UntilAsync(Caller caller, Func<string> path, HttpStatusCode expected)
    {
        Answer? answer = null;
        await Waiting.UntilAsync(async () => (answer = await caller.GetAsync(path())).Status == expected);
        return answer!;
    }
}
