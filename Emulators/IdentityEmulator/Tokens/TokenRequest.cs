using IdentityEmulator.Errors;
using IdentityEmulator.Tenants;

namespace IdentityEmulator.Tokens;

/// <summary>A request to the token endpoint, its client already known.</summary>
/// <param name="HasSecret">The client proved itself with its secret; otherwise it is public.</param>
/// <param name="BaseUrl">What the issuer of the answer's tokens begins with.</param>
internal sealed record TokenRequest(TenantSelector Tenants, Parameters Parameters, string ClientId, bool HasSecret, string BaseUrl);
