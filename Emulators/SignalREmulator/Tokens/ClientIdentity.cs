using System.Collections.Frozen;
using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.IdentityModel.JsonWebTokens;
using SignalREmulator.Hubs;

namespace SignalREmulator.Tokens;

/// <summary>The content of a client's token, as a principal with the app's own claims.</summary>
internal sealed class ClientIdentity : ClaimsIdentity
{
    private const string LongNameIdentifier = ClaimTypes.NameIdentifier;

    private const HttpTransportType AllTransports = HttpTransportType.WebSockets | HttpTransportType.ServerSentEvents | HttpTransportType.LongPolling;
    private const string SystemPrefix = "asrs.s.";
    private const string UserPrefix = "asrs.u.";

    // Claims about the token, not about the user.
    private static readonly FrozenSet<string> TokenClaims = new[] { "aud", "exp", "iat", "nbf", "iss" }.ToFrozenSet(StringComparer.Ordinal);

    public ClientIdentity(string? userId, string authenticationType)
        : this(userId, [], authenticationType, nameType: null, roleType: null)
    {
    }

    private ClientIdentity(string? userId, IEnumerable<Claim> claims, string authenticationType, string? nameType, string? roleType)
        : base(userId is null ? claims : claims.Prepend(new Claim(LongNameIdentifier, userId)), authenticationType, nameType, roleType) => UserId = userId;

    public required HubName Hub { get; init; }

    /// <summary>Null for an anonymous client. Any text; case matters and nothing is trimmed.</summary>
    public string? UserId { get; }

    public required DateTimeOffset TokenExpires { get; init; }

    /// <summary>When an open connection must be closed, if the token requires that (<c>asrs.s.coae</c>, <c>asrs.s.aeo</c>).</summary>
    public DateTimeOffset? CloseAt { get; init; }

    /// <summary>The token's own time limit for the handshake (<c>asrs.s.cht</c>), 1 to 30 s.</summary>
    public TimeSpan? HandshakeTimeout { get; init; }

    /// <summary>The transports that the token allows (<c>asrs.s.htt</c>, the bits of <see cref="HttpTransportType"/>); null for all.</summary>
    public HttpTransportType? Transports { get; init; }

    /// <summary>How long a poll may wait (<c>asrs.s.ttl</c>, whole seconds, 1 to 300); null for the default.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>Whether the client gets the details of errors (<c>asrs.s.derror</c>).</summary>
    public bool DetailedErrors { get; init; }

    public static ClientIdentity From(JsonWebToken token, HubName hub, string authenticationType)
    {
        var claims = token.Claims.ToLookup(claim => claim.Type, claim => claim.Value, StringComparer.Ordinal);
        var expires = new DateTimeOffset(token.ValidTo, TimeSpan.Zero);
        var userId = claims["asrs.s.uid"].Concat(claims["nameid"]).Concat(claims["sub"]).Concat(claims[LongNameIdentifier]).FirstOrDefault();
        return new ClientIdentity(
            userId, token.Claims.Where(IsOfUser).Select(OfUser), Text(claims["asrs.s.aut"]) ?? authenticationType, Text(claims["asrs.s.nt"]), Text(claims["asrs.s.rt"]))
        {
            Hub = hub,
            TokenExpires = expires,
            CloseAt = IsTrue(claims["asrs.s.coae"]) ? UnixTime(claims["asrs.s.aeo"].FirstOrDefault()) ?? expires : null,
            HandshakeTimeout = WholeNumber(claims["asrs.s.cht"].FirstOrDefault()) is { } seconds ? TimeSpan.FromSeconds(Math.Clamp(seconds, 1, 30)) : null,
            Transports = WholeNumber(claims["asrs.s.htt"].FirstOrDefault()) is { } bits && (bits & (long)AllTransports) != 0 ? (HttpTransportType)bits & AllTransports : null,
            PollInterval = WholeNumber(claims["asrs.s.ttl"].FirstOrDefault()) is { } wait ? TimeSpan.FromSeconds(Math.Clamp(wait, 1, 300)) : null,
            DetailedErrors = IsTrue(claims["asrs.s.derror"]),
        };
    }

    private static bool IsOfUser(Claim claim) => !claim.Type.StartsWith(SystemPrefix, StringComparison.Ordinal) && !TokenClaims.Contains(claim.Type);

    // The SDK prefixes claims that would be mistaken for claims of the token itself.
    private static Claim OfUser(Claim claim) => claim.Type.StartsWith(UserPrefix, StringComparison.Ordinal) ? new Claim(claim.Type[UserPrefix.Length..], claim.Value) : claim;

    private static string? Text(IEnumerable<string> values) => values.FirstOrDefault() is { Length: > 0 } text ? text : null;

    private static bool IsTrue(IEnumerable<string> values) => bool.TryParse(values.FirstOrDefault(), out var value) && value;

    private static long? WholeNumber(string? text) => long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var seconds) ? seconds : null;

    private static DateTimeOffset? UnixTime(string? text) =>
        WholeNumber(text) is { } seconds and >= 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;
}
