namespace SignalRService;

/// <summary>The key that client tokens are signed with now: the access key, or a temporary one.</summary>
internal interface ISigningKeySource
{
    ValueTask<SigningKey> GetAsync(CancellationToken cancellationToken);
}
