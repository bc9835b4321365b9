using System.Globalization;
using System.Security.Cryptography;
using Aspire.Hosting.ApplicationModel;
using LocalHosting.Orchestration;
using LocalHosting.Ports;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LocalHosting.Dashboard;

/// <summary>The addresses and keys of this application's dashboard, chosen before anything starts. The keys live as long as the application.</summary>
internal sealed class DashboardEndpoints
{
    private const string EverySecond = "1000";

    public DashboardEndpoints(IConfiguration configuration, IOptions<LocalHostingOptions> options, AppHostFacts facts)
    {
        IsEnabled = !facts.DisableDashboard && (options.Value.Dashboard ?? !facts.IsTest);
        if (IsEnabled)
        {
            Frontend = Choose(configuration["ASPNETCORE_URLS"]);
            OtlpGrpc = Choose(configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
            OtlpHttp = Choose(configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]);
            ResourceService = Choose(configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"]);
        }
    }

    /// <summary>Whether there is to be a dashboard. The addresses are null where there is not.</summary>
    public bool IsEnabled { get; }

    public Uri? Frontend { get; }

    public Uri? OtlpGrpc { get; }

    public Uri? OtlpHttp { get; }

    /// <summary>Where this host tells the dashboard about the resources.</summary>
    public Uri? ResourceService { get; }

    public string OtlpKey { get; } = NewKey();

    public string ResourceServiceKey { get; } = NewKey();

    /// <summary>What a browser signs in to the dashboard with.</summary>
    public string BrowserToken { get; } = NewKey();

    public Uri? LoginUrl => Frontend is null ? null : new Uri(Frontend, $"/login?t={BrowserToken}");

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

    private static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The first http address that was asked for, if its port is free: a second copy of the system is to run beside the first.</summary>
    private static Uri Choose(string? asked)
    {
        var wanted = (asked ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => new Uri(url)).FirstOrDefault(url => url.Scheme == Uri.UriSchemeHttp && url.Port > 0);
        using var lease = (wanted is null ? null : PortLease.TryTake(wanted.Port)) ?? FreePorts.Take();
        return new UriBuilder(Uri.UriSchemeHttp, "localhost", lease.Port).Uri;
    }
}
