namespace IdentityEmulator.Grants;

/// <summary>
/// All refresh tokens that descend from one sign-in. If a used token comes back, one of its two holders has stolen it,
/// and the emulator cannot know which one: it revokes the whole family (RFC 9700 §4.14.2).
/// </summary>
internal sealed class TokenFamily
{
    private int revoked;

    public bool IsRevoked => Volatile.Read(ref revoked) != 0;

    public void Revoke() => Volatile.Write(ref revoked, 1);
}
