using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SignalRService;

/// <summary>The ActivitySource and Meter <c>SignalRService</c>: each operation with its retries, in seconds.</summary>
internal sealed class ServiceTelemetry : IDisposable
{
    public const string Name = "SignalRService";

    private readonly ActivitySource source = new(Name);
    private readonly Meter meter;
    private readonly Histogram<double> duration;
    private readonly Counter<long> retries;
    private readonly Counter<long> negotiations;

    public ServiceTelemetry(IMeterFactory meters)
    {
        meter = meters.Create(Name);
        duration = meter.CreateHistogram<double>("signalr.request.duration", "s", "Duration of calls of the SignalR service's REST data plane, retries included.");
        retries = meter.CreateCounter<long>("signalr.request.retries", "{request}", "Retries of calls.");
        negotiations = meter.CreateCounter<long>("signalr.negotiations", "{negotiation}", "Client tokens issued.");
    }

    public Measured Start(string operation) => new(this, operation, source.StartActivity($"signalr {operation}"));

    public void Retried(string operation) => retries.Add(1, new KeyValuePair<string, object?>("signalr.operation", operation));

    public void Negotiated(string hub) => negotiations.Add(1, new KeyValuePair<string, object?>("signalr.hub", hub));

    public void Dispose()
    {
        source.Dispose();
        meter.Dispose();
    }

    public readonly struct Measured(ServiceTelemetry telemetry, string operation, Activity? activity) : IDisposable
    {
        private readonly long started = Stopwatch.GetTimestamp();

        public void Succeeded(int status) => Record(status.ToString(System.Globalization.CultureInfo.InvariantCulture));

        public void Failed(Exception exception)
        {
            var outcome = exception switch
            {
                SignalRServiceException { StatusCode: { } status } => ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture),
                OperationCanceledException => "cancelled",
                _ => "no_answer",
            };
            activity?.SetStatus(ActivityStatusCode.Error, exception.Message);
            Record(outcome);
        }

        public void Dispose() => activity?.Dispose();

        private void Record(string outcome)
        {
            activity?.SetTag("signalr.outcome", outcome);
            telemetry.duration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new("signalr.operation", operation), new("signalr.outcome", outcome));
        }
    }
}
