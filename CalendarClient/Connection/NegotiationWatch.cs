using System.Buffers.Text;
using System.Net;
using System.Text.Json;

namespace CalendarClient;

/// <summary>Reads the API's answers to negotiations, because the library exposes neither the Retry-After of a refusal nor the expiry of the client token.</summary>
internal sealed class NegotiationWatch(Uri negotiate, Action<NegotiationAnswer> answered, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        // Later requests go to the address that the negotiation returned, not to the API.
        if (request.RequestUri is { } asked && Uri.Compare(asked, negotiate, UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.Unescaped, StringComparison.Ordinal) == 0)
        {
            answered(new(response.StatusCode, RetryAfter.Of(response.Headers), response.IsSuccessStatusCode ? await LifetimeAsync(response.Content, cancellationToken) : null));
        }

        return response;
    }

    /// <summary>The lifetime of the client token in the answer: <c>exp</c> less <c>iat</c> or <c>nbf</c> (RFC 7519 §4.1), which does not depend on this machine's clock.</summary>
    private static async Task<TimeSpan?> LifetimeAsync(HttpContent content, CancellationToken cancellationToken)
    {
        await content.LoadIntoBufferAsync(cancellationToken);
        try
        {
            using var answer = JsonDocument.Parse(await content.ReadAsByteArrayAsync(cancellationToken));
            if (!answer.RootElement.TryGetProperty("accessToken", out var token) || token.GetString()?.Split('.') is not [_, var payload, _])
            {
                return null;
            }

            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            if (!claims.RootElement.TryGetProperty("exp", out var end))
            {
                return null;
            }

            return claims.RootElement.TryGetProperty("iat", out var start) || claims.RootElement.TryGetProperty("nbf", out start)
                ? TimeSpan.FromSeconds(Math.Clamp(end.GetInt64() - start.GetInt64(), 0, int.MaxValue))
                : null;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            // The library reports an invalid answer. If the token cannot be read, its expiry is unknown.
            return null;
        }
    }
}

/// <param name="RetryAfter">The Retry-After of the API.</param>
/// <param name="Lifetime">The lifetime of the client token; null if unknown.</param>
internal sealed record NegotiationAnswer(HttpStatusCode Status, TimeSpan? RetryAfter, TimeSpan? Lifetime);
