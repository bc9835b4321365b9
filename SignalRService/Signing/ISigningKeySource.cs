namespace SignalRService;

/// <summary>The current key for signing client tokens: the access key, or a temporary key.</summary>
internal interface ISigningKeySource
{
    ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken);
}
