namespace IdentityEmulator.Grants;

/// <summary>
/// All refresh tokens that descend from one sign-in. When a spent one comes back, one of its two holders has stolen it,
/// and nobody can tell which: the whole family ends (RFC 9700 §4.14.2).
/// </summary>
internal sealed class TokenFamily
{
    private int revoked;

    public bool IsRevoked => Volatile.Read(ref revoked) != 0;

    public void Revoke() => Volatile.Write(ref revoked, 1);
}
