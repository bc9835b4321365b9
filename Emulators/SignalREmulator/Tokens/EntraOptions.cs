namespace SignalREmulator.Tokens;

/// <summary>Which Entra ID, or which emulator of it, may vouch for REST callers.</summary>
internal sealed class EntraOptions
{
    /// <summary>For example <c>http://localhost:5001/{tenant}/v2.0</c>: its metadata is at <c>/.well-known/openid-configuration</c> below. None: only key-signed tokens are taken.</summary>
    public string? Authority { get; init; }

    public bool IsValid =>
        string.IsNullOrEmpty(Authority)
        || (Uri.TryCreate(Authority, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps));
}
