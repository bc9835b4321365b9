using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LocalHosting.Health;

internal sealed class HttpProber(TimeProvider time) : IDisposable
{
    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(5);

    // No proxy of the environment may stand between the host and its own programs.
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
    })
    {
        Timeout = AnswerTimeout,
    };

    public async Task<HealthReportSnapshot> ProbeAsync(HttpProbe probe, CancellationToken cancellationToken)
    {
        var (status, description) = await AskAsync(probe, cancellationToken);
        return new HealthReportSnapshot(probe.Key, status, description, ExceptionText: null) { LastRunAt = time.GetUtcNow().UtcDateTime };
    }

    public void Dispose() => _client.Dispose();

    private async Task<(HealthStatus Status, string Description)> AskAsync(HttpProbe probe, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _client.GetAsync(probe.Url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var code = (int)answer.StatusCode;
            return code == probe.StatusCode
                ? (HealthStatus.Healthy, $"GET {probe.Url} answered {code}")
                : (HealthStatus.Unhealthy, $"GET {probe.Url} answered {code}, not {probe.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            return (HealthStatus.Unhealthy, $"GET {probe.Url} failed: {e.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (HealthStatus.Unhealthy, $"GET {probe.Url} did not answer within {AnswerTimeout.TotalSeconds:0} s");
        }
    }
}
