using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SignalREmulator.Upstream;

namespace SignalREmulator.Tests.Upstream;

public class StopTwiceTests
{
    [Fact]
    public async Task A_stop_that_comes_after_the_end_is_the_same_stop()
    {
        var stop = TestContext.Current.CancellationToken;
        var emulator = EmulatorApp.Build(["--urls=http://127.0.0.1:0"], builder => builder.Logging.ClearProviders());
        await emulator.StartAsync(stop);
        var sessions = emulator.Services.GetServices<IHostedService>().OfType<UpstreamSessions>().Single();
        await emulator.StopAsync(stop);
        await emulator.DisposeAsync();

        await sessions.StopAsync(stop);

        Assert.True(sessions.StopAsync(stop).IsCompletedSuccessfully);
    }
}
