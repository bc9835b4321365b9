using IdentityEmulator.Errors;

namespace IdentityEmulator.Tokens;

/// <summary>One <c>grant_type</c> of the token endpoint.</summary>
internal interface ITokenGrant
{
    string Type { get; }

    Outcome<TokenAnswer> Redeem(TokenRequest request);
}
