using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using IdentityEmulator.Applications;
using Microsoft.IdentityModel.Tokens;

namespace IdentityEmulator.Tokens;

/// <summary>
/// Proof Key for Code Exchange, S256 only (RFC 7636 §4):
/// verifier <c>dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk</c>, challenge <c>E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM</c>.
/// </summary>
internal static class Pkce
{
    private const int ChallengeLength = 43;
    private static readonly SearchValues<char> Base64Url = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly SearchValues<char> Unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    public static bool IsChallenge(string? challenge) => challenge?.Length == ChallengeLength && !challenge.AsSpan().ContainsAnyExcept(Base64Url);

    public static bool Matches(string verifier, string challenge) =>
        verifier.Length is >= 43 and <= 128
        && !verifier.AsSpan().ContainsAnyExcept(Unreserved)
        && Secrets.Equal(Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))), challenge);
}
