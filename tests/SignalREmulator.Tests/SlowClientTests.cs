using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;

namespace SignalREmulator.Tests;

public sealed class SlowClientTests
{
    private const int Messages = 80;

    [Fact]
    public async Task A_client_that_does_not_read_holds_nobody_up_and_is_dropped_at_the_bound()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, "MaxPendingBytes=1048576", "SendTimeout=00:10:00", "ClientTimeout=00:10:00");
        await using var slow = await RawClient.OpenAsync(emulator, "calendar");
        await using var fast = emulator.Client("calendar");
        var inbox = Channel.CreateUnbounded<int>();
        fast.On<int, string>("say", (number, _) => inbox.Writer.TryWrite(number));
        await fast.StartAsync(TestContext.Current.CancellationToken);
        // This is more than the kernel's buffers of both sides hold, so messages wait in the emulator.
        var ballast = new string('x', 512 * 1024);

        for (var number = 0; number < Messages; number++)
        {
            await emulator.SendAsync("calendar", "", "say", number, ballast);
            Assert.Equal(number, await inbox.Reader.NextAsync());
        }

        var got = 0;
        while (await slow.FrameAsync() is not null)
        {
            got++;
        }

        // The messages in between are lost with the connection, because it is cut and not closed.
        Assert.InRange(got, 0, Messages - 1);
    }

    [Fact]
    public async Task A_client_that_is_merely_behind_gets_everything_in_order()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, "MaxPendingBytes=104857600", "SendTimeout=00:10:00", "ClientTimeout=00:10:00");
        await using var slow = await RawClient.OpenAsync(emulator, "calendar");
        var ballast = new string('x', 256 * 1024);
        for (var number = 0; number < Messages; number++)
        {
            await emulator.SendAsync("calendar", "", "say", number, ballast);
        }

        for (var number = 0; number < Messages; number++)
        {
            Assert.StartsWith($$"""{"type":1,"target":"say","arguments":[{{number}},"x""", await slow.FrameAsync(), StringComparison.Ordinal);
        }
    }
}
