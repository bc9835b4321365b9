using System.Buffers.Text;
using System.Net;
using System.Text.Json;

namespace CalendarClient;

/// <summary>Sees how the API answers the negotiation: the library tells neither what a refusal asked for nor when the connection's token ends.</summary>
internal sealed class NegotiationWatch(Uri negotiate, Action<NegotiationAnswer> answered, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        // What follows goes to wherever the negotiation says, and is none of the API's.
        if (request.RequestUri is { } asked && Uri.Compare(asked, negotiate, UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.Unescaped, StringComparison.Ordinal) == 0)
        {
            answered(new(response.StatusCode, RetryAfter.Of(response.Headers), response.IsSuccessStatusCode ? await LifetimeAsync(response.Content, cancellationToken) : null));
        }

        return response;
    }

    /// <summary>How long the token in the answer lives: <c>exp</c> less <c>iat</c> or <c>nbf</c> (RFC 7519 §4.1), which says so whatever this machine's clock says.</summary>
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
            // The library says what is wrong with an answer. Of a token that cannot be read, the end is not known.
            return null;
        }
    }
}

/// <param name="RetryAfter">How long the API asked to be left alone.</param>
/// <param name="Lifetime">Of the connection's token; null when it cannot be told.</param>
internal sealed record NegotiationAnswer(HttpStatusCode Status, TimeSpan? RetryAfter, TimeSpan? Lifetime);
