namespace IdentityEmulator.Metadata;

internal static class BaseUrl
{
    /// <summary>
    /// The scheme and host of the request: the emulator answers under any port and name that reach it,
    /// and a client that always uses the same name sees one issuer.
    /// </summary>
    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host.Value}";
}
