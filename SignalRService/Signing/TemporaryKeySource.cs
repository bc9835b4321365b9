using System.Text.Json;

namespace SignalRService;

/// <summary>
/// A signing key that the service issues to a Microsoft Entra identity: <c>GET /api/v1/auth/accessKey</c>.
/// It is valid for 90 minutes. It is renewed after 55 minutes, retried 5 minutes after a failure, and not used after 120 minutes, as in Microsoft's own client.
/// </summary>
internal sealed class TemporaryKeySource : ISigningKeySource, IDisposable
{
    private static readonly TimeSpan RefreshAfter = TimeSpan.FromMinutes(55);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan UsableFor = TimeSpan.FromMinutes(120);

    private readonly Leased<SigningKey> key;

    public TemporaryKeySource(RestSender sender, Uri serverEndpoint, TimeProvider time)
    {
        var url = ServiceUrls.TemporaryKey(serverEndpoint);
        key = new(FetchAsync, RetryAfter, time);

        async Task<Lease<SigningKey>> FetchAsync(CancellationToken cancellationToken)
        {
            var asked = time.GetUtcNow();
            using var response = await sender.SendAsync(new("temporary_key", HttpMethod.Get, url), cancellationToken);
            return new(await ReadAsync(response, cancellationToken), asked + RefreshAfter, asked + UsableFor);
        }
    }

    public ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken) => key.GetAsync(cancellationToken);

    public void Dispose() => key.Dispose();

    private static async Task<SigningKey> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        TemporaryKey? answer;
        try
        {
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            answer = await JsonSerializer.DeserializeAsync(body, ServiceJson.Default.TemporaryKey, cancellationToken);
        }
        catch (JsonException exception)
        {
            throw new SignalRServiceException("The service's answer with the temporary signing key is not the expected JSON.", exception);
        }

        return answer is { AccessKey.Length: > 0, KeyId.Length: > 0 }
            ? new SigningKey(answer.AccessKey, answer.KeyId)
            : throw new SignalRServiceException("The service's answer contains no temporary signing key.");
    }
}
