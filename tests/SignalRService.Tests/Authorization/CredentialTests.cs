using Azure.Identity;

namespace SignalRService.Tests.Authorization;

public class CredentialTests
{
    [Theory]
    [InlineData("AuthType=azure", typeof(DefaultAzureCredential))]
    [InlineData("AuthType=azure.msi", typeof(ManagedIdentityCredential))]
    [InlineData("AuthType=azure.msi;ClientId=c", typeof(ManagedIdentityCredential))]
    [InlineData("AuthType=aad", typeof(ManagedIdentityCredential))]
    [InlineData("AuthType=azure.app;ClientId=c;TenantId=t;ClientSecret=s", typeof(ClientSecretCredential))]
    [InlineData("AuthType=azure.app;ClientId=c;TenantId=t;ClientCertPath=/nowhere.pem", typeof(ClientCertificateCredential))]
    public void Each_way_to_sign_in_has_its_credential(string pairs, Type expected) =>
        Assert.IsType(expected, Credentials.Create(SignalRConnectionString.Parse("Endpoint=https://a.example;" + pairs).Authentication));
}
