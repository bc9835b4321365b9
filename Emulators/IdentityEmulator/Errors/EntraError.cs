namespace IdentityEmulator.Errors;

/// <summary>An OAuth error with Entra's error number.</summary>
/// <param name="Error">RFC 6749 §4.1.2.1 or §5.2, or OpenID Connect Core §3.1.2.6.</param>
/// <param name="Code">The number after <c>AADSTS</c>.</param>
/// <param name="Description">A sentence for the developer; never contains a token, secret or person's name.</param>
internal sealed record EntraError(string Error, int Code, string Description)
{
    public int StatusCode => Error is "invalid_client" ? StatusCodes.Status401Unauthorized : StatusCodes.Status400BadRequest;

    public string Text => $"AADSTS{Code}: {Description}";
}
