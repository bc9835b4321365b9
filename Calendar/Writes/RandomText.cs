using System.Buffers.Text;
using System.Security.Cryptography;

namespace TeamCalendars.Writes;

internal static class RandomText
{
    /// <summary>That many random bytes in base64url: letters, digits, <c>_</c> and <c>-</c>.</summary>
    public static string Create(int bytes)
    {
        Span<byte> random = stackalloc byte[bytes];
        RandomNumberGenerator.Fill(random);
        return Base64Url.EncodeToString(random);
    }
}
