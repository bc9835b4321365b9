namespace SignalRService;

/// <summary>The access key of the connection string.</summary>
internal sealed class AccessKeySource(SigningKey key) : ISigningKeySource
{
    public ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken) => new(key);
}
