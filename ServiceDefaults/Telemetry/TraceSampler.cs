using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace ServiceDefaults.Telemetry;

/// <summary>
/// Decides which traces begin here. A trace begins with an incoming request, or with a message to clients. A program's own periodic work (leases, polls, probes,
/// clean-up, re-announcements) consists of client and internal spans. It begins no trace, because it would hide the few traces of interest among thousands.
/// </summary>
internal sealed class TraceSampler(Sampler chosen) : Sampler
{
    /// <summary>
    /// Within a trace the caller's decision applies, whatever <c>OTEL_TRACES_SAMPLER</c> says: <c>always_on</c>, which Aspire's host sets, would trace each call that a probe makes.
    /// The setting decides only how many of the possible new traces begin.
    /// </summary>
    public static Sampler Create(IConfiguration configuration) =>
        new ParentBasedSampler(new TraceSampler(new TraceIdRatioBasedSampler(ShareOf(configuration["OTEL_TRACES_SAMPLER"] ?? "", configuration["OTEL_TRACES_SAMPLER_ARG"]))));

    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind is ActivityKind.Client or ActivityKind.Internal ? new SamplingResult(SamplingDecision.Drop) : chosen.ShouldSample(samplingParameters);

    // https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/: each name, with and without "parentbased_".
    private static double ShareOf(string name, string? argument)
    {
        if (name.EndsWith("always_off", StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        return name.EndsWith("traceidratio", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(argument, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? Math.Clamp(share, 0, 1) : 1;
    }
}
