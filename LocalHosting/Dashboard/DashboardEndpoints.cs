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
        if (!IsEnabled)
        {
            return;
        }

        // Held together while they are chosen, so that no two are the same.
        using var frontend = Choose(configuration["ASPNETCORE_URLS"]);
        using var otlpGrpc = Choose(configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
        using var otlpHttp = Choose(configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]);
        using var resourceService = Choose(configuration["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"]);
        (Frontend, OtlpGrpc, OtlpHttp, ResourceService) = (Url(frontend), Url(otlpGrpc), Url(otlpHttp), Url(resourceService));
        Ports = [frontend.Port, otlpGrpc.Port, otlpHttp.Port, resourceService.Port];
    }

    /// <summary>Whether there is to be a dashboard. The addresses are null where there is not.</summary>
    public bool IsEnabled { get; }

    /// <summary>The ports of all of them, which nothing else may be given.</summary>
    public IReadOnlyCollection<int> Ports { get; } = [];

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
    private static PortLease Choose(string? asked)
    {
        var wanted = (asked ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries).Select(url => new Uri(url)).FirstOrDefault(url => url.Scheme == Uri.UriSchemeHttp && url.Port > 0);
        return (wanted is null ? null : PortLease.TryTake(wanted.Port)) ?? FreePorts.Take();
    }

    private static Uri Url(PortLease lease) => new UriBuilder(Uri.UriSchemeHttp, "localhost", lease.Port).Uri;
}
