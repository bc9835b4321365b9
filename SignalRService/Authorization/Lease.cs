namespace SignalRService;

/// <summary>A value that is valid for a limited time.</summary>
/// <param name="RefreshAt">From when on to fetch another value, while this one is still valid.</param>
/// <param name="ExpiresAt">From when on the value must not be used.</param>
internal sealed record Lease<T>(T Value, DateTimeOffset RefreshAt, DateTimeOffset ExpiresAt);
