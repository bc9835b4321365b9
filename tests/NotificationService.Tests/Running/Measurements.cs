using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace NotificationService.Tests.Running;

/// <summary>The measurements of one program's own meters: other programs run in the same process.</summary>
internal sealed class Measurements : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<(string Name, string? Unit, double Value, string Tags)> recorded = new();

    public Measurements(IMeterFactory factory)
    {
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter.Name == "NotificationService" && ReferenceEquals(instrument.Meter.Scope, factory))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
    }

    public IReadOnlyList<(string Name, string? Unit, double Value, string Tags)> Of(string name) => [.. recorded.Where(measured => measured.Name == name)];

    public void Dispose() => listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        recorded.Enqueue((instrument.Name, instrument.Unit, value, string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))));
}
