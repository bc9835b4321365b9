using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace LocalHosting.Dashboard;

/// <summary>The addresses and keys of the dashboard of this application. Chosen before anything starts; no address: no dashboard.</summary>
internal sealed class DashboardEndpoints
{
    private const string EverySecond = "1000";

    public required Uri? OtlpGrpc { get; init; }

    public required string OtlpKey { get; init; }

    /// <summary>Points a program's OpenTelemetry at the dashboard, eagerly: in development every trace counts, at once.</summary>
    public void AddTelemetryVariables(IDictionary<string, object> variables, IResource resource, string instanceId)
    {
        if (OtlpGrpc is null)
        {
            return;
        }

        variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = OtlpGrpc.GetLeftPart(UriPartial.Authority);
        variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc";
        variables["OTEL_EXPORTER_OTLP_HEADERS"] = $"x-otlp-api-key={OtlpKey}";
        variables["OTEL_SERVICE_NAME"] = resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = string.Create(CultureInfo.InvariantCulture, $"service.instance.id={instanceId[(resource.Name.Length + 1)..]}");
        variables["OTEL_TRACES_SAMPLER"] = "always_on";
        variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
        variables["OTEL_BSP_SCHEDULE_DELAY"] = EverySecond;
        variables["OTEL_BLRP_SCHEDULE_DELAY"] = EverySecond;
        variables["OTEL_METRIC_EXPORT_INTERVAL"] = EverySecond;
    }
}
