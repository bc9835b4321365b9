namespace IdentityEmulator.Grants;

/// <summary>What a refresh token stands for. Each is good for one use, which hands out the next of its family.</summary>
internal sealed record RefreshToken(Grant Grant, TokenFamily Family)
{
    public OneUse Use { get; } = new();
}
