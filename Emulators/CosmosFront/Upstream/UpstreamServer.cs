using Microsoft.AspNetCore.Http;

namespace CosmosFront.Upstream;

/// <summary>Sends requests to the server behind the front.</summary>
internal sealed class UpstreamServer(Uri address) : IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>Sends the same request to the server behind the front.</summary>
    public Task<UpstreamAnswer> ForwardAsync(HttpRequest request, byte[] body, CancellationToken cancellationToken)
    {
        var copy = new HttpRequestMessage(new HttpMethod(request.Method), request.Path + request.QueryString.ToString());
        foreach (var (name, value) in request.Headers.Where(header => header.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase) || header.Key is "If-Match" or "Accept"))
        {
            copy.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)value);
        }

        if (body.Length > 0)
        {
            copy.Content = new ByteArrayContent(body);
            copy.Content.Headers.TryAddWithoutValidation("Content-Type", request.ContentType ?? "application/json");
        }

        return SendAsync(copy, cancellationToken);
    }

    /// <summary>One operation of a batch.</summary>
    public Task<UpstreamAnswer> WriteAsync(HttpMethod method, string path, string partitionKey, bool upsert, byte[]? body, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add("x-ms-documentdb-partitionkey", partitionKey);
        if (upsert)
        {
            request.Headers.Add("x-ms-documentdb-is-upsert", "True");
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        }

        return SendAsync(request, cancellationToken);
    }

    public void Dispose() => client.Dispose();

    private async Task<UpstreamAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var headers = response.Headers.Where(header => header.Key.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase) || header.Key == "ETag")
                .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
            return new UpstreamAnswer((int)response.StatusCode, headers, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
    }
}
