using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using SignalRService.Tests.ScriptedService;

namespace SignalRService.Tests.Requests;

public class TelemetryTests
{
    [Fact]
    public async Task A_call_is_one_span_and_one_measurement_however_often_it_was_sent()
    {
        using var root = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "SignalRService",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = await ScriptedServer.StartAsync();
        server.Then(503);
        using var host = Client.Host(server.ConnectionString());
        var recorded = new ConcurrentQueue<(string Name, string? Unit, string Tags)>();
        using var meters = Listen(host.Services.GetRequiredService<IMeterFactory>(), recorded);

        await host.Hub().AddUserToGroupAsync("u", "g", cancellationToken: TestContext.Current.CancellationToken);
        await host.Hub().NegotiateAsync("u", new() { ExpiresAt = TimeProvider.System.GetUtcNow().AddHours(1) }, TestContext.Current.CancellationToken);

        var span = Assert.Single(spans, span => span.TraceId == root.TraceId);
        Assert.Equal(("signalr add_user_to_group", "200"), (span.OperationName, span.GetTagItem("signalr.outcome")));
        Assert.Equal(
            [
                ("signalr.negotiations", "{negotiation}", "signalr.hub=calendar"),
                ("signalr.request.duration", "s", "signalr.operation=add_user_to_group signalr.outcome=200"),
                ("signalr.request.retries", "{request}", "signalr.operation=add_user_to_group"),
            ],
            recorded.Order());
    }

    private static MeterListener Listen(IMeterFactory factory, ConcurrentQueue<(string, string?, string)> recorded)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == "SignalRService" && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
        listener.Start();
        return listener;

        void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
            recorded.Enqueue((instrument.Name, instrument.Unit, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
    }
}
