namespace SignalRService;

/// <summary>What a REST call shows in its <c>Authorization</c> header.</summary>
internal interface IRequestAuthorization
{
    /// <summary>The bearer token for a call to this address (without query).</summary>
    ValueTask<string> GetBearerAsync(string audience, CancellationToken cancellationToken);

    /// <summary>The service answered 401: whatever is cached is not to be shown again.</summary>
    void Refused();
}
