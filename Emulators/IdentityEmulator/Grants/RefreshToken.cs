namespace IdentityEmulator.Grants;

/// <summary>The data behind a refresh token. Each is valid for one use, which issues the next one of its family.</summary>
internal sealed record RefreshToken(Grant Grant, TokenFamily Family)
{
    public OneUse Use { get; } = new();
}
