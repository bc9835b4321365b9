using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Core;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;

namespace CalendarApi.People.Graph;

/// <summary>Reads users page by page. It waits as long as Graph asks for, and retries what may pass by itself.</summary>
internal sealed class GraphClient(HttpClient http, GraphCredentials credentials, IOptions<GraphOptions> options, TimeProvider time)
{
    private const string Users = "v1.0/users?$select=id,displayName,mail,userPrincipalName&$top=999";

    /// <summary>How often the request of one page is repeated. After that the reading is given up until the next one.</summary>
    private const int MaxRetries = 5;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private readonly ResiliencePipeline<HttpResponseMessage> retrying = Retrying(time);

    /// <exception cref="HttpRequestException">Graph cannot be reached, or refuses; the message has the status.</exception>
    /// <exception cref="JsonException">The answer is not a page of users.</exception>
    public async IAsyncEnumerable<GraphUser> UsersAsync(Guid tenant, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var endpoint = options.Value.Endpoint;
        var next = new Uri(endpoint, Users);
        while (next is not null)
        {
            // The token must not go to another server, whatever the answer says.
            if (!next.IsAbsoluteUri || next.GetLeftPart(UriPartial.Authority) != endpoint.GetLeftPart(UriPartial.Authority))
            {
                throw new JsonException("The address of the next page is not Graph's.");
            }

            var page = await PageAsync(tenant, next, cancellationToken);
            foreach (var user in page.Value ?? throw new JsonException("The page has no value."))
            {
                yield return user;
            }

            next = page.NextLink;
        }
    }

    private async Task<GraphUsers> PageAsync(Guid tenant, Uri address, CancellationToken cancellationToken)
    {
        using var answer = await retrying.ExecuteAsync(
            static async (page, cancellationToken) => await page.Client.SendAsync(page.Tenant, page.Address, cancellationToken), (Client: this, Tenant: tenant, Address: address), cancellationToken);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync(GraphJson.Default.GraphUsers, cancellationToken) ?? throw new JsonException("The page is null.");
    }

    private async Task<HttpResponseMessage> SendAsync(Guid tenant, Uri address, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        // The credential caches the token until shortly before it expires.
        var token = await credentials.Of(tenant).GetTokenAsync(new TokenRequestContext([new Uri(options.Value.Endpoint, ".default").AbsoluteUri]), cancellationToken);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        return await http.SendAsync(request, cancellationToken);
    }

    private static ResiliencePipeline<HttpResponseMessage> Retrying(TimeProvider time)
    {
        var retry = new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = MaxRetries,
            Delay = FirstWait,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Result?.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.BadGateway),
        };
        var asked = retry.DelayGenerator!;
        retry.DelayGenerator = async arguments => await asked(arguments) is { } wait ? TimeSpan.FromTicks(Math.Min(wait.Ticks, LongestWait.Ticks)) : null;
        return new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = time }.AddRetry(retry).Build();
    }
}
