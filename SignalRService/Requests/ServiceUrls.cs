namespace SignalRService;

/// <summary>Addresses outside any hub.</summary>
internal static class ServiceUrls
{
    public static string Health(Uri serverEndpoint) => Base(serverEndpoint) + "/api/health?" + HubUrls.Version;

    /// <summary>The path without a version: Microsoft's own client calls it, and it has existed longer than the versioned one.</summary>
    public static string TemporaryKey(Uri serverEndpoint) => Base(serverEndpoint) + "/api/v1/auth/accessKey";

    public static string Base(Uri endpoint) => endpoint.AbsoluteUri.TrimEnd('/');
}
