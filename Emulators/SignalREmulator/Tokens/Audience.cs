using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using SignalREmulator.Hubs;

namespace SignalREmulator.Tokens;

/// <summary>
/// The audience of a token. Scheme, host and port are not compared: the SDK leaves the port out of some audiences, a proxy changes the
/// host, and the emulator cannot know its own name. The path is compared, and for clients the hub.
/// </summary>
internal static class Audience
{
    private const string ClientPath = "/client";
    private const string ServerPath = "/server";

    /// <summary>True if one of the token's audiences is the address of this request, without query and trailing slash.</summary>
    public static bool IsRequest(JsonWebToken token, HttpRequest request)
    {
        var path = Names(RawPath(request));
        return token.Audiences.Any(audience => Parse(audience) is { } address && Names(address.AbsolutePath).SequenceEqual(path, StringComparer.Ordinal));
    }

    /// <summary>True if one of the token's audiences is <c>{endpoint}/client/?hub={hub}</c>.</summary>
    public static bool IsClientOf(JsonWebToken token, HubName hub) => Is(token, ClientPath, hub);

    /// <summary>True if one of the token's audiences is <c>{endpoint}/server/?hub={hub}</c>.</summary>
    public static bool IsServerOf(JsonWebToken token, HubName hub) => Is(token, ServerPath, hub);

    public static string ForClientOf(HubName hub, HttpRequest request) =>
        $"{request.Scheme}://{request.Host.Host}{ClientPath}/?hub={Uri.EscapeDataString(hub.Value)}";

    /// <summary>The path as it was sent. The decoded path is ambiguous: it keeps <c>%2F</c>, which then looks like a decoded <c>%252F</c>.</summary>
    public static string RawPath(HttpRequest request)
    {
        var target = request.HttpContext.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (target is not ['/', ..])
        {
            return request.Path.ToUriComponent();
        }

        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target : target[..query];
    }

    private static bool Is(JsonWebToken token, string path, HubName hub) =>
        token.Audiences.Any(audience =>
            Parse(audience) is { } address
            && address.AbsolutePath.TrimEnd('/') == path
            && QueryHelpers.ParseQuery(address.Query).TryGetValue("hub", out var hubs)
            && hubs.Count == 1
            && HubName.From(hubs[0]) == hub);

    private static Uri? Parse(string audience) =>
        Uri.TryCreate(audience, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps) ? address : null;

    // Each segment is decoded separately; otherwise an escaped slash would count as a real one.
    private static string[] Names(string path) => [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
}
