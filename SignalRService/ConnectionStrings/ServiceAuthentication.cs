namespace SignalRService;

/// <summary>How this program authenticates to the service, as the connection string says.</summary>
internal abstract record ServiceAuthentication
{
    private ServiceAuthentication()
    {
    }

    /// <param name="Key">Its UTF-8 bytes are the signing key. It looks like base64, but is not decoded.</param>
    public sealed record AccessKey(string Key) : ServiceAuthentication
    {
        public override string ToString() => nameof(AccessKey);
    }

    /// <summary><c>AuthType=azure</c>: the default identity of the environment.</summary>
    public sealed record DefaultIdentity : ServiceAuthentication;

    /// <summary><c>AuthType=azure.msi</c>: the managed identity of the host, or the user-assigned one of <paramref name="ClientId"/>.</summary>
    public sealed record ManagedIdentity(string? ClientId) : ServiceAuthentication;

    /// <summary><c>AuthType=azure.app</c> with a secret.</summary>
    public sealed record ApplicationSecret(string TenantId, string ClientId, string Secret) : ServiceAuthentication
    {
        public override string ToString() => nameof(ApplicationSecret);
    }

    /// <summary><c>AuthType=azure.app</c> with a certificate file.</summary>
    public sealed record ApplicationCertificate(string TenantId, string ClientId, string Path) : ServiceAuthentication;
}
