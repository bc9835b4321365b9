using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Azure.Core;
using Microsoft.Extensions.Options;

namespace CalendarApi.People.Graph;

/// <summary>Reads users page by page. It waits as long as Graph asks for, and retries what may pass by itself.</summary>
internal sealed class GraphClient(HttpClient http, GraphCredentials credentials, IOptions<GraphOptions> options, TimeProvider time)
{
    private const string Users = "v1.0/users?$select=id,displayName,mail,userPrincipalName&$top=999";

    /// <summary>How often one page is requested. After that the reading is given up until the next one.</summary>
    private const int MaxTries = 6;

    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

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
        for (var tries = 1; ; tries++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            // The credential caches the token until shortly before it expires.
            var token = await credentials.Of(tenant).GetTokenAsync(new TokenRequestContext([new Uri(options.Value.Endpoint, ".default").AbsoluteUri]), cancellationToken);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
            using var answer = await http.SendAsync(request, cancellationToken);
            if (tries == MaxTries || answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout or HttpStatusCode.BadGateway))
            {
                answer.EnsureSuccessStatusCode();
                return await answer.Content.ReadFromJsonAsync(GraphJson.Default.GraphUsers, cancellationToken) ?? throw new JsonException("The page is null.");
            }

            await Task.Delay(Wait(answer.Headers.RetryAfter, tries), time, cancellationToken);
        }
    }

    private TimeSpan Wait(RetryConditionHeaderValue? asked, int tries)
    {
        var wait = asked?.Delta ?? (asked?.Date - time.GetUtcNow()) ?? FirstWait * (1 << tries);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > LongestWait ? LongestWait : wait;
    }
}
