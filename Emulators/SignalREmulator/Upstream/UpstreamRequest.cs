using System.Net.Http.Headers;

namespace SignalREmulator.Upstream;

/// <summary>The request that sends an event (Microsoft Learn, "Upstream endpoints in Azure SignalR Service", serverless protocols).</summary>
internal static class UpstreamRequest
{
    public const string Json = "application/json";
    public const string MessagePack = "application/x-msgpack";

    public static HttpRequestMessage Of(UpstreamEvent happened, ConnectionFacts facts)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, happened.Address)
        {
            Content = new ReadOnlyMemoryContent(happened.Body) { Headers = { ContentType = new MediaTypeHeaderValue(happened.MediaType) } },
        };
        foreach (var (name, value) in Headers(happened, facts))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>
    /// False if one of the values contains a line break, which would end its header and begin another one. Such an event is not sent at all: without
    /// the value, or with a changed one, it would look like an event of another connection.
    /// </summary>
    public static bool CanBeSent(string name, ConnectionFacts facts) => IsOneLine(name) && IsOneLine(facts.UserId) && IsOneLine(facts.Claims) && IsOneLine(facts.Query);

    private static IEnumerable<(string Name, string Value)> Headers(UpstreamEvent happened, ConnectionFacts facts)
    {
        yield return ("X-ASRS-Connection-Id", facts.ConnectionId);
        yield return ("X-ASRS-Hub", facts.Hub.Value);
        yield return ("X-ASRS-Category", happened.Category);
        yield return ("X-ASRS-Event", happened.Name);
        if (facts.UserId is { Length: > 0 } user)
        {
            yield return ("X-ASRS-User-Id", user);
        }

        yield return ("X-ASRS-User-Claims", facts.Claims);
        yield return ("X-ASRS-Client-Query", facts.Query);
        yield return ("X-ASRS-Signature", facts.Signature);
    }

    private static bool IsOneLine(string? value) => value is null || !value.Any(char.IsControl);
}
