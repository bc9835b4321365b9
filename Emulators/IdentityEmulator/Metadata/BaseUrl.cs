namespace IdentityEmulator.Metadata;

internal static class BaseUrl
{
    /// <summary>
    /// Scheme and host as the client wrote them: the emulator answers under whatever port or name reached it,
    /// and a client that uses one name throughout sees one issuer.
    /// </summary>
    public static string Of(HttpRequest request) => $"{request.Scheme}://{request.Host.Value}";
}
