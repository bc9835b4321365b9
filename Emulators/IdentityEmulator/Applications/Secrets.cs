using System.Security.Cryptography;
using System.Text;

namespace IdentityEmulator.Applications;

internal static class Secrets
{
    /// <summary>Compares in constant time, so that the time does not reveal where the two differ.</summary>
    public static bool Equal(string? given, string expected) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
