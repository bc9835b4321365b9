using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.IdentityModel.JsonWebTokens;
using SignalREmulator.Hubs;
using SignalREmulator.Tokens;

namespace SignalREmulator.Upstream;

/// <summary>The data about a connection that an upstream gets with each event. Collected only for connections with events.</summary>
internal sealed record ConnectionFacts(string ConnectionId, HubName Hub, string? UserId, string Claims, string Query, string Signature)
{
    private const string SystemPrefix = "asrs.s.";
    private const string UserPrefix = "asrs.u.";

    /// <summary>Call this while the connection's request is alive.</summary>
    public static ConnectionFacts Of(ConnectionContext context, ClientIdentity identity, EmulatorOptions options)
    {
        var request = context.GetHttpContext()?.Request;
        var token = request is null ? null : BearerToken.FromHeaderOrQuery(request);
        return new ConnectionFacts(
            context.ConnectionId, identity.Hub, identity.UserId, token is null ? "" : ClaimsOf(token), QueryOf(request?.QueryString.Value), Sign(context.ConnectionId, options));
    }

    /// <summary>
    /// <c>sha256=</c> and the hex HMAC-SHA256 of the connection id, by the primary key and, after a comma, by the secondary.
    /// The signature covers only the connection id: it proves the sender, not the body.
    /// </summary>
    public static string Sign(string connectionId, EmulatorOptions options) =>
        string.Join(',', new[] { options.AccessKey, options.SecondaryKey }.OfType<string>().Select(key =>
            $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(connectionId)))}"));

    /// <summary><c>type: value</c>, separated by commas. The service's own claims are left out, and prefixed claims get their names back.</summary>
    private static string ClaimsOf(string token) =>
        string.Join(", ", new JsonWebToken(token).Claims
            .Where(claim => !claim.Type.StartsWith(SystemPrefix, StringComparison.Ordinal))
            .Select(claim => $"{(claim.Type.StartsWith(UserPrefix, StringComparison.Ordinal) ? claim.Type[UserPrefix.Length..] : claim.Type)}: {claim.Value}"));

    /// <summary>As the client wrote it, without its token, which is secret.</summary>
    private static string QueryOf(string? query) =>
        "?" + string.Join('&', (query ?? "").TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(pair => !IsToken(pair)));

    private static bool IsToken(string pair) => string.Equals(Uri.UnescapeDataString(pair.Split('=')[0]), "access_token", StringComparison.OrdinalIgnoreCase);
}
