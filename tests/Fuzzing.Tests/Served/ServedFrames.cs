using System.Net.WebSockets;
using CalendarApi.Tests.Hosting;
using Fuzzing.Tests.Judging;

namespace Fuzzing.Tests.Served;

/// <summary>A client of the emulator that sends what is no protocol.</summary>
internal static class ServedFrames
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task SendAsync(CalendarSystem system, Caller user, byte[] input)
    {
        using var limit = new CancellationTokenSource(Patience);
        var negotiated = (await user.PostAsync("/api/negotiate?negotiateVersion=1")).Is(System.Net.HttpStatusCode.OK).Json;
        using (var socket = new ClientWebSocket())
        {
            var address = ((string)negotiated["url"]!).Replace("http", "ws", StringComparison.Ordinal);
            await socket.ConnectAsync(new Uri($"{address}&access_token={negotiated["accessToken"]}"), limit.Token);
            try
            {
                await socket.SendAsync(input, WebSocketMessageType.Binary, endOfMessage: true, limit.Token);
                await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token);
            }
            catch (WebSocketException)
            {
                // The emulator has ended the connection first, which it may.
            }
        }

        using var http = new HttpClient { BaseAddress = system.SignalRAddress };
        using var health = await http.GetAsync(new Uri("/api/health", UriKind.Relative), limit.Token);
        Judge.Holds(health.IsSuccessStatusCode, "The emulator is healthy after any frame.");
    }
}
