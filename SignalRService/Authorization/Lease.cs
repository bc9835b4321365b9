namespace SignalRService;

/// <summary>A value that is lent for a time.</summary>
/// <param name="RefreshAt">From when another is asked for, while this one still serves.</param>
/// <param name="ExpiresAt">From when it must not be used.</param>
internal sealed record Lease<T>(T Value, DateTimeOffset RefreshAt, DateTimeOffset ExpiresAt);
