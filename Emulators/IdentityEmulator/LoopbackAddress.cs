using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace IdentityEmulator;

/// <summary>Addresses of this machine only: the emulator neither redirects elsewhere nor lets other sites' pages read its answers.</summary>
internal static class LoopbackAddress
{
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0
        && IsLoopback(address.Host);

    /// <summary>RFC 6761 §6.3 gives <c>localhost</c> and all names under it to the loopback interface.</summary>
    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
