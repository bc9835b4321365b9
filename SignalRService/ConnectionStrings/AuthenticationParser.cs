namespace SignalRService;

/// <summary>Parses the authentication of a connection string: <c>AccessKey</c>, or <c>AuthType</c> with its related keys.</summary>
internal static class AuthenticationParser
{
    public static ServiceAuthentication Parse(Dictionary<string, string> pairs)
    {
        var clientId = Value(pairs, "ClientId");
        return Value(pairs, "AuthType")?.ToLowerInvariant() switch
        {
            null => Value(pairs, "AccessKey") is { } key
                ? new ServiceAuthentication.AccessKey(key)
                : throw new FormatException("The connection string has neither an AccessKey nor an AuthType."),
            "azure" => new ServiceAuthentication.DefaultIdentity(),
            "azure.msi" => new ServiceAuthentication.ManagedIdentity(clientId),
            "azure.app" => Application(pairs, clientId),
            // The older spelling. Its meaning depends on the other keys.
            "aad" => clientId is not null && Value(pairs, "TenantId") is not null
                ? Application(pairs, clientId)
                : new ServiceAuthentication.ManagedIdentity(clientId),
            _ => throw new FormatException("The connection string's AuthType must be azure, azure.msi, azure.app or aad."),
        };
    }

    private static ServiceAuthentication Application(Dictionary<string, string> pairs, string? clientId)
    {
        var tenantId = Value(pairs, "TenantId") ?? throw new FormatException("AuthType=azure.app needs a TenantId.");
        clientId = clientId ?? throw new FormatException("AuthType=azure.app needs a ClientId.");
        var secret = Value(pairs, "ClientSecret");
        // The documentation writes ClientCertPath, Microsoft's own parser reads clientCert.
        var certificate = Value(pairs, "ClientCertPath") ?? Value(pairs, "ClientCert");
        return (secret, certificate) switch
        {
            (not null, null) => new ServiceAuthentication.ApplicationSecret(tenantId, clientId, secret),
            (null, not null) => new ServiceAuthentication.ApplicationCertificate(tenantId, clientId, certificate),
            (null, null) => throw new FormatException("AuthType=azure.app needs a ClientSecret or a ClientCertPath."),
            _ => throw new FormatException("AuthType=azure.app takes a ClientSecret or a ClientCertPath, not both."),
        };
    }

    private static string? Value(Dictionary<string, string> pairs, string key) =>
        pairs.TryGetValue(key, out var value) && value.Length > 0 ? value : null;
}
