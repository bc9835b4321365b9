using System.Globalization;
using Aspire.Hosting;
using LocalHosting.Output;
using LocalHosting.Processes;
using Microsoft.Extensions.Hosting;

namespace LocalHosting.Dashboard;

/// <summary>Runs the Aspire dashboard beside the resources. It is a convenience: whatever goes wrong with it is said in one line, and the rest runs on.</summary>
internal sealed class DashboardProcess(DashboardEndpoints endpoints, AspireCli cli, OrphanGuardHolder guard, TerminalOutput terminal, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(5);
    private readonly TaskCompletionSource<Uri?> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The address to sign in at, once the dashboard answers. Null: there is no dashboard.</summary>
    public Task<Uri?> Ready => _ready.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!endpoints.IsEnabled)
        {
            _ready.TrySetResult(null);
            return;
        }

        try
        {
            await RunAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _ready.TrySetResult(null);
        }
        catch (DistributedApplicationException e)
        {
            terminal.Write($"The Aspire dashboard is not available: {e.Message.TrimEnd('.')}. Everything else runs.");
            _ready.TrySetResult(null);
        }
    }

    private async Task RunAsync(CancellationToken stop)
    {
        var command = await cli.FindOrInstallAsync(terminal.Write, stop);
        var log = new ResourceLog(time);
        using var dashboard = ChildProcess.Start(Plan(command), guard.Value, (line, isError) => log.Append(line, isError));
        try
        {
            await WaitUntilItAnswersAsync(dashboard, log, stop);
            _ready.TrySetResult(endpoints.LoginUrl);
            var exitCode = await dashboard.Completion.WaitAsync(stop);
            throw Ended(exitCode, log);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await dashboard.StopAsync(StopGrace, time);
        }
    }

    private ProcessPlan Plan(string command) => new(
        command,
        ["dashboard", "run", "--non-interactive", "--nologo", "--frontend-url", Url(endpoints.Frontend), "--otlp-grpc-url", Url(endpoints.OtlpGrpc), "--otlp-http-url", Url(endpoints.OtlpHttp)],
        Directory.GetCurrentDirectory(),
        new Dictionary<string, string>
        {
            ["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = Url(endpoints.ResourceService),
            ["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = endpoints.ResourceServiceKey,
            ["DASHBOARD__OTLP__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = endpoints.OtlpKey,
            ["DASHBOARD__FRONTEND__AUTHMODE"] = "BrowserToken",
            ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = endpoints.BrowserToken,
            // Nothing of this system calls out unasked.
            ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",
            ["ASPIRE_DASHBOARD_TELEMETRY_OPTOUT"] = "true",
            ["NO_COLOR"] = "1",
        });

    private async Task WaitUntilItAnswersAsync(ChildProcess dashboard, ResourceLog log, CancellationToken stop)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(endpoints.Frontend, HttpCompletionOption.ResponseHeadersRead, stop);
                return;
            }
            catch (HttpRequestException) when (time.GetElapsedTime(since) < Patience && !dashboard.Completion.IsCompleted)
            {
                // Not listening yet.
                await Task.Delay(TimeSpan.FromMilliseconds(200), time, stop);
            }
            catch (HttpRequestException e)
            {
                throw dashboard.Completion.IsCompletedSuccessfully
                    ? Ended(await dashboard.Completion, log)
                    : new DistributedApplicationException(string.Create(CultureInfo.InvariantCulture, $"it did not answer at {endpoints.Frontend} within {Patience.TotalSeconds:0} s ({e.Message})"));
            }
        }
    }

    private static DistributedApplicationException Ended(int exitCode, ResourceLog log) =>
        new($"it ended with exit code {exitCode} ({string.Join(" / ", log.Last(6).Select(line => line.Content.Trim()).Where(line => line.Length > 0))})");

    private static string Url(Uri? url) => url!.GetLeftPart(UriPartial.Authority);
}
