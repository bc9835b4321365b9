using System.Net.Sockets;
using System.Text;
using CalendarApi.Tests.Hosting;

namespace CalendarApi.Tests.Isolation;

/// <summary>Requests that no well-behaved client would send, byte by byte.</summary>
public class RawRequestTests(CalendarSystem system)
{
    private readonly Tenant tenant = system.NewTenant();

    [Theory]
    [InlineData("If-Match: a\rSet-Cookie: b")]
    [InlineData("If-Match: a\0b")]
    [InlineData("If-Match: a\r\n folded")]
    [InlineData("If-Match: \"a\"\r\nIf-Match: \"b\"")]
    [InlineData("If-None-Match : *")]
    [InlineData("Content-Length: 5")]
    [InlineData("Transfer-Encoding: chunked")]
    public async Task A_header_that_smuggles_something_is_refused_and_nothing_is_stored(string header)
    {
        using var caller = tenant.SignIn();

        var answer = await SendAsync(caller, $"PUT /api/calendars/team HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {caller.Token}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Samples.Calendar.Length}\r\n{header}\r\n\r\n{Samples.Calendar}");

        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", answer, StringComparison.OrdinalIgnoreCase);
        await NothingWasStoredAsync(caller);
    }

    [Fact]
    public async Task Two_tokens_in_one_request_are_refused()
    {
        using var caller = tenant.SignIn();
        using var other = system.NewTenant().SignIn();

        var answer = await SendAsync(caller, $"PUT /api/calendars/team HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {other.Token}\r\nAuthorization: Bearer {caller.Token}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Samples.Calendar.Length}\r\n\r\n{Samples.Calendar}");

        Assert.StartsWith("HTTP/1.1 401 ", answer, StringComparison.Ordinal);
        await NothingWasStoredAsync(caller);
        await NothingWasStoredAsync(other);
    }

    [Fact]
    public async Task A_body_that_stops_short_stores_nothing()
    {
        using var caller = tenant.SignIn();

        await SendAsync(caller, $"PUT /api/calendars/team HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {caller.Token}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {Samples.Calendar.Length + 10}\r\n\r\n{Samples.Calendar}", hangUp: true);

        await NothingWasStoredAsync(caller);
    }

    private async Task<string> SendAsync(Caller caller, string request, bool hangUp = false)
    {
        Assert.NotNull(caller.Token);
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(system.Address.Host, system.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = tcp.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        if (hangUp)
        {
            tcp.Client.Shutdown(SocketShutdown.Send);
        }

        using var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        }
        catch (IOException) when (hangUp)
        {
            // Who hangs up is owed no answer: the server may reset the connection.
            return "";
        }
    }

    private static async Task NothingWasStoredAsync(Caller caller)
    {
        var calendars = await caller.GetAsync("/api/calendars");
        Assert.Equal("""{"items":[]}""", calendars.Text);
        Assert.EndsWith(".0", calendars.Position, StringComparison.Ordinal);
    }
}
