using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using CalendarApi.Tests.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CalendarApi.Tests.Bodies;

/// <summary>Whoever hangs up in the middle of a body does what networks do every day: it is no error of the service.</summary>
public class HangUpTests(CalendarSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST /api/calendars/team/import", "text/calendar", false)]
    [InlineData("POST /api/calendars/team/import", "text/calendar", true)]
    [InlineData("PUT /api/calendars/team/events/standup", "application/json", false)]
    [InlineData("PUT /api/calendars/team/events/standup", "application/json", true)]
    public async Task A_caller_that_hangs_up_in_the_middle_of_a_body_writes_no_line(string request, string type, bool resets)
    {
        var log = new CapturedLog();
        var requests = new ObservedRequests();
        using var api = system.Start(services: services =>
        {
            log.AddTo(services);
            services.AddSingleton<IStartupFilter>(requests);
        });
        using var caller = system.NewTenant().At(api.Address).SignIn();
        (await caller.PutAsync("/api/calendars/team", Samples.Calendar)).Is(HttpStatusCode.Created);
        await requests.Begun.Reader.ReadAsync(Stop);
        await requests.Ended.Reader.ReadAsync(Stop);
        var before = log.Lines.Count;

        // When the server notices is a matter of luck: while it reads, or between two reads.
        for (var attempt = 0; attempt < 20; attempt++)
        {
            using (var tcp = new TcpClient())
            {
                await tcp.ConnectAsync(api.Address.Host, api.Address.Port, Stop);
                await tcp.GetStream().WriteAsync(
                    Encoding.Latin1.GetBytes($"{request} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {caller.Token}\r\nContent-Type: {type}\r\nContent-Length: 100000\r\n\r\n{new string('x', attempt * 100)}"), Stop);
                await requests.Begun.Reader.ReadAsync(Stop);
                if (resets)
                {
                    tcp.LingerState = new LingerOption(enable: true, seconds: 0);
                }
            }

            await requests.Ended.Reader.ReadAsync(Stop);
        }

        Assert.DoesNotContain(log.Lines.Skip(before), line => !line.StartsWith("Microsoft.Hosting.Lifetime", StringComparison.Ordinal));
    }

    /// <summary>Says when a request begins and when all middleware has left it.</summary>
    private sealed class ObservedRequests : IStartupFilter
    {
        public Channel<bool> Begun { get; } = Channel.CreateUnbounded<bool>();

        public Channel<bool> Ended { get; } = Channel.CreateUnbounded<bool>();

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (HttpContext context, RequestDelegate rest) =>
            {
                Begun.Writer.TryWrite(true);
                try
                {
                    await rest(context);
                }
                finally
                {
                    Ended.Writer.TryWrite(true);
                }
            });
            next(app);
        };
    }
}
