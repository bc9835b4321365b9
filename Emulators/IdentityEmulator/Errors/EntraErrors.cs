namespace IdentityEmulator.Errors;

/// <summary>All errors, with the numbers that Entra ID documents for them.</summary>
internal static class EntraErrors
{
    public static EntraError UnknownTenant { get; } = new("invalid_tenant", 90002, "The tenant was not found. Name one of the sample tenants by id or domain, or use 'organizations' or 'common'.");

    public static EntraError TenantNeeded { get; } = new("invalid_request", 50059, "An app-only token belongs to one tenant: name the tenant in the path by id or domain.");

    public static EntraError UnknownClient { get; } = new("unauthorized_client", 700016, "No application with this client id is registered here.");

    public static EntraError WrongSecret { get; } = new("invalid_client", 7000215, "The client secret is wrong.");

    public static EntraError SecretNeeded { get; } = new("invalid_client", 7000218, "The request must contain a 'client_secret'.");

    public static EntraError ForeignRedirect { get; } = new("invalid_request", 50011, "The redirect URI is not a loopback address (http or https, no fragment); the emulator redirects nowhere else.");

    public static EntraError RedirectMismatch { get; } = new("invalid_grant", 500112, "The redirect URI differs from the one in the request for the code.");

    public static EntraError ChallengeNeeded { get; } = new("invalid_request", 9002325, "Proof Key for Code Exchange is required: send a 'code_challenge' of 43 base64url characters with 'code_challenge_method' S256.");

    public static EntraError PlainChallenge { get; } = new("invalid_request", 50148, "Only the 'code_challenge_method' S256 is accepted.");

    public static EntraError WrongVerifier { get; } = new("invalid_grant", 50148, "The 'code_verifier' does not match the 'code_challenge' of the authorization request.");

    public static EntraError SpentCode { get; } = new("invalid_grant", 54005, "The authorization code was already used; a code can be tried only once.");

    public static EntraError UnknownCode { get; } = new("invalid_grant", 70008, "The authorization code is unknown or has expired.");

    public static EntraError UnknownRefreshToken { get; } = new("invalid_grant", 700082, "The refresh token is unknown or has expired.");

    public static EntraError SpentRefreshToken { get; } = new("invalid_grant", 50173, "The refresh token was already used or has been revoked; sign in again.");

    public static EntraError OtherClient { get; } = new("invalid_grant", 700005, "The grant belongs to another tenant or client.");

    public static EntraError WrongPassword { get; } = new("invalid_grant", 50126, "The user name or password is wrong, or the user belongs to another tenant.");

    public static EntraError LoginRequired { get; } = new("login_required", 50058, "A silent sign-in was requested, but no suitable user is signed in.");

    public static EntraError AccessDenied { get; } = new("access_denied", 50105, "The chosen user belongs to another tenant.");

    public static EntraError Declined { get; } = new("access_denied", 65004, "The sign-in was cancelled.");

    public static EntraError UnsupportedGrant { get; } = new("unsupported_grant_type", 70003, "The grant type must be one of authorization_code, refresh_token, password, client_credentials.");

    public static EntraError UnsupportedResponseType { get; } = new("unsupported_response_type", 70005, "The response type must be 'code'.");

    public static EntraError UnsupportedResponseMode { get; } = new("invalid_request", 70007, "The response mode must be 'query' or 'fragment'.");

    public static EntraError UnsupportedPrompt { get; } = new("invalid_request", 90023, "The prompt must be 'none', 'login', 'select_account' or 'consent'.");

    public static EntraError CrossSite { get; } = new("invalid_request", 90014, "The choice of a user must come from the sign-in page itself.");

    public static EntraError MalformedForm { get; } = new("invalid_request", 900021, "The body is not a readable form (application/x-www-form-urlencoded).");

    public static EntraError MissingParameter(string name) => new("invalid_request", 900144, $"The request must contain the parameter '{name}'.");

    public static EntraError RepeatedParameter(string name) => new("invalid_request", 9000411, $"The parameter '{name}' occurs more than once.");

    /// <param name="scope">Included in the text: a scope is no secret, and naming it helps.</param>
    public static EntraError InvalidScope(string scope) => new("invalid_scope", 70011, $"The scope '{(scope.Length > 200 ? scope[..200] : scope)}' is not one that this client may request.");
}
