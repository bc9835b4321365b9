using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace SignalREmulator.Tests;

public sealed class TelemetryTests
{
    [Fact]
    public async Task A_send_belongs_to_the_trace_of_the_call_that_asked_for_it()
    {
        var trace = ActivityTraceId.CreateRandom();
        var ended = new TaskCompletionSource<Activity>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "SignalREmulator",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                {
                    ended.TrySetResult(activity);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var emulator = await RunningEmulator.StartAsync();
        const string Path = "/api/v1/hubs/calendar/groups/team";
        using var request = new HttpRequestMessage(HttpMethod.Post, emulator.Address + Path) { Content = RunningEmulator.Json("""{"target":"reload"}""") };
        request.Headers.Authorization = new("Bearer", emulator.RestToken(Path));
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        using var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        var activity = await ended.Task.Soon();
        Assert.Equal("signalr.send", activity.OperationName);
        Assert.Equal("group", activity.GetTagItem("signalr.scope"));
    }

    [Fact]
    public async Task Connections_and_messages_are_counted()
    {
        var counts = new ConcurrentDictionary<string, long>();
        await using var emulator = await RunningEmulator.StartAsync();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "SignalREmulator" && instrument.Meter.Scope == emulator.Services.GetRequiredService<IMeterFactory>())
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, measurement, _, _) => counts.AddOrUpdate(instrument.Name, measurement, (_, sum) => sum + measurement));
        listener.Start();

        await using (var one = await RawClient.OpenAsync(emulator, "calendar"))
        await using (var two = await RawClient.OpenAsync(emulator, "calendar"))
        {
            Assert.Equal(2, counts["signalr.connection.active"]);
            await emulator.SendAsync("calendar", "", "say", "hello");
            await one.FrameAsync();
            await two.SendAsync("""{"type":7}""");
            Assert.Contains("hello", await two.FrameAsync(), StringComparison.Ordinal);
            Assert.Null(await two.FrameAsync());
        }

        Assert.Equal(1, counts["signalr.message.accepted"]);
        Assert.Equal(2, counts["signalr.message.sent"]);
    }
}
