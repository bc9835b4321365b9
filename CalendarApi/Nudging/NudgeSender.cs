using System.Net.Http.Headers;
using Azure.Core;
using Microsoft.Extensions.Options;
using ServiceDefaults.Contracts;

namespace CalendarApi.Nudging;

/// <summary>
/// Tells the worker to look now, one request at a time: what comes while one is on its way goes into the next. Nothing is repeated: the worker polls as well,
/// and a second nudge would come when it has long seen the change.
/// </summary>
internal sealed partial class NudgeSender(
    NudgeQueue queue, IHttpClientFactory clients, TokenCredential credential, IOptions<NudgingOptions> options, TimeProvider time, ILogger<NudgeSender> logger) : BackgroundService
{
    public const string Client = "nudges";

    /// <summary>After a failure: a worker that is away is not asked with every write.</summary>
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
            // What is left in the queue the worker finds by itself.
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
                // Kept by the credential until shortly before it expires.
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
        [LoggerMessage(LogLevel.Warning, "The worker could not be told to look now; it looks by itself, a little later.")]
        public static partial void NotNudged(ILogger logger, Exception exception);
    }
}
