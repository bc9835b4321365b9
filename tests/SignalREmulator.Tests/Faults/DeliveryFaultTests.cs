using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace SignalREmulator.Tests.Faults;

/// <summary>Messages that are lost and messages that are late, as real clients see them.</summary>
public sealed class DeliveryFaultTests
{
    private const string Hub = "calendar";
    private const string End = "end";

    [Fact]
    public async Task The_same_seed_loses_the_same_messages_and_another_seed_others()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);

        var first = await SurvivorsAsync(emulator, 7);
        var again = await SurvivorsAsync(emulator, 7);
        var other = await SurvivorsAsync(emulator, 8);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Length, 40, 98);
        var dropped = (await emulator.StatusAsync())["counters"]!["dropped"]!.GetValue<int>();
        Assert.Equal(300 - first.Length - again.Length - other.Length, dropped);
    }

    [Fact]
    public async Task Each_receiver_of_a_message_loses_it_or_gets_it_for_itself()
    {
        await using var emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);
        await using var one = await RawClient.OpenAsync(emulator, Hub);
        await using var two = await RawClient.OpenAsync(emulator, Hub);
        await emulator.FaultsAsync("""{"seed":3,"deliveries":{"dropRate":0.5}}""");

        for (var number = 0; number < 64; number++)
        {
            await emulator.SendAsync(Hub, "", "say", number);
        }

        await emulator.ClearFaultsAsync();
        await emulator.SendAsync(Hub, "", "say", End);

        Assert.NotEqual(await FramesUntilEndAsync(one), await FramesUntilEndAsync(two));
    }

    [Theory]
    [InlineData(HttpTransportType.WebSockets, false)]
    [InlineData(HttpTransportType.WebSockets, true)]
    [InlineData(HttpTransportType.ServerSentEvents, false)]
    [InlineData(HttpTransportType.LongPolling, true)]
    public async Task Late_messages_come_in_any_order_and_none_is_lost_or_doubled(HttpTransportType transport, bool messagePack)
    {
        await using var emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);
        await using var client = emulator.Client(Hub, transport: transport, messagePack: messagePack);
        var inbox = client.Texts();
        await client.StartAsync(TestContext.Current.CancellationToken);
        await emulator.FaultsAsync("""{"seed":5,"deliveries":{"delayRate":0.5,"delayMinMs":0,"delayMaxMs":60}}""");

        string[] sent = [.. Enumerable.Range(0, 100).Select(number => number.ToString("D3", CultureInfo.InvariantCulture))];
        foreach (var text in sent)
        {
            await emulator.SendAsync(Hub, "", "say", text);
        }

        var received = new List<string>();
        while (received.Count < sent.Length)
        {
            received.Add(await inbox.NextAsync());
        }

        Assert.Equal(sent, received.Order(StringComparer.Ordinal));
        Assert.InRange((await emulator.StatusAsync())["counters"]!["delayed"]!.GetValue<int>(), 20, 80);
    }

    [Fact]
    public async Task A_late_message_comes_when_its_time_has_come_behind_what_was_sent_after_it_even_if_faults_ended_meanwhile()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, FaultCalls.Enabled);
        await using var client = await RawClient.OpenAsync(emulator, Hub);
        await emulator.FaultsAsync("""{"deliveries":{"delayRate":1,"delayMinMs":500,"delayMaxMs":500}}""");
        await emulator.SendAsync(Hub, "", "say", "first");
        await emulator.ClearFaultsAsync();
        await emulator.SendAsync(Hub, "", "say", "second");

        Assert.Contains("second", await client.FrameAsync(), StringComparison.Ordinal);
        Assert.Equal(1, (await emulator.StatusAsync())["late"]!.GetValue<int>());
        time.Advance(TimeSpan.FromMilliseconds(499));
        await emulator.SendAsync(Hub, "", "say", "third");
        Assert.Contains("third", await client.FrameAsync(), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Contains("first", await client.FrameAsync(), StringComparison.Ordinal);
        Assert.Equal(0, (await emulator.StatusAsync())["late"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_is_late_for_a_connection_ends_with_it_and_reaches_no_other_of_the_same_user()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, FaultCalls.Enabled);
        await emulator.FaultsAsync("""{"deliveries":{"delayRate":1,"delayMinMs":500,"delayMaxMs":500}}""");
        await using (var leaving = await RawClient.OpenAsync(emulator, Hub, "anna"))
        {
            await emulator.SendAsync(Hub, "users/anna/", "say", "too late");
            await leaving.SendAsync("""{"type":7}""");
            Assert.Null(await leaving.FrameAsync());
        }

        await using var coming = await RawClient.OpenAsync(emulator, Hub, "anna");
        time.Advance(TimeSpan.FromSeconds(1));
        await emulator.ClearFaultsAsync();
        await emulator.SendAsync(Hub, "users/anna/", "say", "in time");

        Assert.Contains("in time", await coming.FrameAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handshakes_pings_and_closes_arrive_whatever_is_lost()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var emulator = await RunningEmulator.StartAsync(time, FaultCalls.Enabled);
        await emulator.FaultsAsync("""{"deliveries":{"dropRate":1,"delayRate":1}}""");
        await using var client = await RawClient.OpenAsync(emulator, Hub);
        await emulator.SendAsync(Hub, "", "say", "lost");

        time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal("""{"type":6}""", await client.FrameAsync());
        await emulator.CallAsync(HttpMethod.Post, $"/api/hubs/{Hub}/:closeConnections?api-version={RunningEmulator.Version}");
        Assert.Equal("""{"type":7,"allowReconnect":true}""", await client.FrameAsync());
    }

    [Fact]
    public async Task Faults_are_counted_as_a_metric_too()
    {
        var counts = new ConcurrentDictionary<string, long>();
        await using var emulator = await RunningEmulator.StartAsync(null, FaultCalls.Enabled);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "signalr.fault.injected" && instrument.Meter.Scope == emulator.Services.GetRequiredService<IMeterFactory>())
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, measurement, tags, _) => counts.AddOrUpdate((string)tags[0].Value!, measurement, (_, sum) => sum + measurement));
        listener.Start();
        await using var client = await RawClient.OpenAsync(emulator, Hub);

        await emulator.FaultsAsync("""{"deliveries":{"dropRate":1},"requests":{"rate":0}}""");
        await emulator.SendAsync(Hub, "", "say", "lost");
        await emulator.FaultsAsync("""{"requests":{"rate":1}}""");
        await emulator.SendAsync(Hub, "", "say", "refused");
        await emulator.CutAsync("""{"hub":"calendar"}""");

        Assert.Equal(new Dictionary<string, long> { ["dropped"] = 1, ["refused"] = 1, ["cut"] = 1 }.OrderBy(entry => entry.Key), counts.OrderBy(entry => entry.Key));
    }

    private static async Task<string[]> SurvivorsAsync(RunningEmulator emulator, int seed)
    {
        await using var client = await RawClient.OpenAsync(emulator, Hub);
        await emulator.FaultsAsync($$$"""{"seed":{{{seed}}},"deliveries":{"dropRate":0.3}}""");
        for (var number = 0; number < 100; number++)
        {
            await emulator.SendAsync(Hub, "", "say", number);
        }

        await emulator.ClearFaultsAsync();
        await emulator.SendAsync(Hub, "", "say", End);
        var survivors = await FramesUntilEndAsync(client);
        await client.SendAsync("""{"type":7}""");
        Assert.Null(await client.FrameAsync());
        return survivors;
    }

    private static async Task<string[]> FramesUntilEndAsync(RawClient client)
    {
        var frames = new List<string>();
        while (await client.FrameAsync() is { } frame && !frame.Contains(End, StringComparison.Ordinal))
        {
            frames.Add(frame);
        }

        return [.. frames];
    }
}
