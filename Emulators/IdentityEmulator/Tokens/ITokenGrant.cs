using IdentityEmulator.Errors;

namespace IdentityEmulator.Tokens;

/// <summary>One way to come by tokens: one <c>grant_type</c> of the token endpoint.</summary>
internal interface ITokenGrant
{
    string Type { get; }

    Outcome<TokenAnswer> Redeem(TokenRequest request);
}
