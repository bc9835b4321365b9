namespace IdentityEmulator.Metadata;

internal static class Issuers
{
    /// <summary>The issuer of a tenant's v2.0 tokens, or, without a tenant, Entra's template for it.</summary>
    public static string Of(string baseUrl, Guid? tenant) => $"{baseUrl}/{tenant?.ToString() ?? "{tenantid}"}/v2.0";
}
