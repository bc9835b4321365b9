using System.Net.Http.Headers;
using Azure.Core;
using Microsoft.Extensions.Options;
using ServiceDefaults.Contracts;

namespace CalendarApi.Nudging;

/// <summary>
/// Sends nudges to the worker, one request at a time; tenants that arrive during a request go into the next one. Failed nudges are not retried: the worker also polls,
/// and would have seen the change long before the retry.
/// </summary>
internal sealed partial class NudgeSender(
    NudgeQueue queue, IHttpClientFactory clients, TokenCredential credential, IOptions<NudgingOptions> options, TimeProvider time, ILogger<NudgeSender> logger) : BackgroundService
{
    public const string Client = "nudges";

    /// <summary>The wait after a failure, so that an unavailable worker is not called with every write.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Address is null)
        {
            return;
        }

        try
        {
            while (true)
            {
                var tenants = await queue.TakeAsync(stoppingToken);
                if (!await TrySendAsync([.. tenants.Select(tenant => tenant.ToString())], stoppingToken))
                {
                    await Task.Delay(Rest, time, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The worker finds the rest of the queue by polling.
        }
    }

    private async Task<bool> TrySendAsync(string[] tenants, CancellationToken stoppingToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        limit.CancelAfter(options.Value.Timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(options.Value.Address!, NudgeContract.Path));
            request.Content = JsonContent.Create(tenants);
            if (options.Value.Audience is { } audience)
            {
                // The credential caches the token until shortly before it expires.
                var token = await credential.GetTokenAsync(new TokenRequestContext([$"{audience}/.default"]), limit.Token);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
            }

            using var client = clients.CreateClient(Client);
            using var answer = await client.SendAsync(request, limit.Token);
            answer.EnsureSuccessStatusCode();
            return true;
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            Log.NotNudged(logger, exception);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "Could not nudge the worker. It finds the change at its next poll.")]
        public static partial void NotNudged(ILogger logger, Exception exception);
    }
}
