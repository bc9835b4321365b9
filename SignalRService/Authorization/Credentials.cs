using Azure.Core;
using Azure.Identity;

namespace SignalRService;

/// <summary>The Azure.Identity credential that a connection string asks for.</summary>
internal static class Credentials
{
    public static TokenCredential Create(ServiceAuthentication authentication) => authentication switch
    {
        ServiceAuthentication.DefaultIdentity => new DefaultAzureCredential(),
        ServiceAuthentication.ManagedIdentity { ClientId: null } => new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned),
        ServiceAuthentication.ManagedIdentity managed => new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(managed.ClientId)),
        ServiceAuthentication.ApplicationSecret app => new ClientSecretCredential(app.TenantId, app.ClientId, app.Secret),
        ServiceAuthentication.ApplicationCertificate app => new ClientCertificateCredential(app.TenantId, app.ClientId, app.Path),
        _ => throw new ArgumentException("An access key needs no credential.", nameof(authentication)),
    };
}
