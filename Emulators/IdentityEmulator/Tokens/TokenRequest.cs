using IdentityEmulator.Errors;
using IdentityEmulator.Tenants;

namespace IdentityEmulator.Tokens;

/// <summary>A request to the token endpoint whose client is already authenticated.</summary>
/// <param name="HasSecret">The client authenticated with its secret; otherwise it is public.</param>
/// <param name="BaseUrl">The beginning of the issuer of the issued tokens.</param>
internal sealed record TokenRequest(TenantSelector Tenants, Parameters Parameters, string ClientId, bool HasSecret, string BaseUrl);
