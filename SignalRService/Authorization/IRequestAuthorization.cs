namespace SignalRService;

/// <summary>Provides the <c>Authorization</c> header of REST calls.</summary>
internal interface IRequestAuthorization
{
    /// <summary>The bearer token for a call to this address (without query).</summary>
    ValueTask<string> GetBearerAsync(string audience, CancellationToken cancellationToken);

    /// <summary>The service answered 401: do not use the cached token again.</summary>
    void Refused();
}
