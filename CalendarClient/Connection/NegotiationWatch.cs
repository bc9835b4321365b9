using System.Net;

namespace CalendarClient;

/// <summary>Sees how the API answers the negotiation: the library tells only that it failed, not what the refusal asked for.</summary>
internal sealed class NegotiationWatch(Uri negotiate, Action<NegotiationRefusal> refused, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        // What follows goes to wherever the negotiation says, and is none of the API's.
        if (!response.IsSuccessStatusCode && request.RequestUri is { } asked && Uri.Compare(asked, negotiate, UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.Unescaped, StringComparison.Ordinal) == 0)
            refused(new(response.StatusCode, CalendarClient.RetryAfter.Of(response.Headers)));
        return response;
    }
}

/// <param name="RetryAfter">How long the API asked to be left alone.</param>
internal sealed record NegotiationRefusal(HttpStatusCode Status, TimeSpan? RetryAfter);
