using Azure.Core;
using Azure.Identity;
using CalendarApi.Authentication;
using Microsoft.Extensions.Options;

namespace CalendarApi.People.Graph;

/// <summary>
/// This application's credential in each tenant. There is no secret: the application's registration trusts the managed identity that the program runs with
/// (a federated credential, docs/entra.md), so a token of that identity stands for one.
/// </summary>
internal sealed class GraphCredentials(Func<Guid, TokenCredential> of)
{
    /// <summary>What Entra ID wants the identity's token to be for, if it is exchanged.</summary>
    private const string Exchange = "api://AzureADTokenExchange/.default";

    public static GraphCredentials OfIdentity(TokenCredential identity, IOptions<IdentityOptions> application) => new(tenant => new ClientAssertionCredential(
        tenant.ToString("D"),
        application.Value.ClientId,
        async cancellationToken => (await identity.GetTokenAsync(new TokenRequestContext([Exchange]), cancellationToken)).Token,
        new ClientAssertionCredentialOptions { AuthorityHost = new Uri(application.Value.Instance) }));

    public TokenCredential Of(Guid tenant) => of(tenant);
}
