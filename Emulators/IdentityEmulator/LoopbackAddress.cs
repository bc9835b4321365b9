using System.Diagnostics.CodeAnalysis;
using ServiceDefaults.Http;

namespace IdentityEmulator;

/// <summary>Addresses of this machine only: the emulator neither redirects elsewhere nor lets other sites' pages read its answers.</summary>
internal static class LoopbackAddress
{
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        && address.UserInfo.Length == 0
        && Loopback.IsHost(address.Host);
}
