namespace SignalREmulator.Tokens;

/// <summary>The Entra ID, or the emulator of it, whose tokens REST callers may use.</summary>
internal sealed class EntraOptions
{
    /// <summary>For example <c>http://localhost:5001/{tenant}/v2.0</c>, with its metadata at <c>/.well-known/openid-configuration</c> below it. None: only key-signed tokens are accepted.</summary>
    public string? Authority { get; init; }

    public bool IsValid =>
        string.IsNullOrEmpty(Authority)
        || (Uri.TryCreate(Authority, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps));
}
