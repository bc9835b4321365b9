using System.Globalization;
using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using SignalREmulator.Hubs;

namespace SignalREmulator.Tokens;

/// <summary>What a client's token says about it, carried through the request as a principal.</summary>
internal sealed class ClientIdentity : ClaimsIdentity
{
    private const string LongNameIdentifier = ClaimTypes.NameIdentifier;

    public ClientIdentity(string? userId, string authenticationType)
        : base(userId is null ? [] : [new Claim(LongNameIdentifier, userId)], authenticationType) => UserId = userId;

    public required HubName Hub { get; init; }

    /// <summary>Null for an anonymous client. Any text: case matters and nothing is trimmed.</summary>
    public string? UserId { get; }

    public required DateTimeOffset TokenExpires { get; init; }

    /// <summary>When an open connection must be closed, if the token asks for that (<c>asrs.s.coae</c>, <c>asrs.s.aeo</c>).</summary>
    public DateTimeOffset? CloseAt { get; init; }

    /// <summary>The token's own time limit for the handshake (<c>asrs.s.cht</c>), 1 to 30 s.</summary>
    public TimeSpan? HandshakeTimeout { get; init; }

    public static ClientIdentity From(JsonWebToken token, HubName hub, string authenticationType)
    {
        var claims = token.Claims.ToLookup(claim => claim.Type, claim => claim.Value, StringComparer.Ordinal);
        var expires = new DateTimeOffset(token.ValidTo, TimeSpan.Zero);
        var userId = claims["asrs.s.uid"].Concat(claims["nameid"]).Concat(claims["sub"]).Concat(claims[LongNameIdentifier]).FirstOrDefault();
        return new ClientIdentity(userId, authenticationType)
        {
            Hub = hub,
            TokenExpires = expires,
            CloseAt = bool.TryParse(claims["asrs.s.coae"].FirstOrDefault(), out var close) && close ? UnixTime(claims["asrs.s.aeo"].FirstOrDefault()) ?? expires : null,
            HandshakeTimeout = WholeSeconds(claims["asrs.s.cht"].FirstOrDefault()) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 30)) : null,
        };
    }

    private static long? WholeSeconds(string? text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static DateTimeOffset? UnixTime(string? text) =>
        WholeSeconds(text) is { } seconds and >= 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
