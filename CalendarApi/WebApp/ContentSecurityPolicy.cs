using CalendarApi.Authentication;
using Microsoft.Extensions.Options;
using SignalRService;

namespace CalendarApi.WebApp;

/// <summary>What the web app's page may load and call, and which sites may frame it. Everything except sign-in and pushes comes from its own origin.</summary>
internal sealed class ContentSecurityPolicy(IOptions<WebAppOptions> options, IOptions<IdentityOptions> identity, SignalRServiceClient signalR)
{
    public string Value { get; } = Build(options.Value, identity.Value, signalR.Connection.ClientEndpoint);

    private static string Build(WebAppOptions options, IdentityOptions identity, Uri signalR)
    {
        var authority = new Uri(identity.Instance).GetLeftPart(UriPartial.Authority);
        var service = signalR.GetLeftPart(UriPartial.Authority);
        // CSP needs the ws scheme for WebSockets to another origin.
        var sockets = "ws" + service["http".Length..];
        var ancestors = options.FrameAncestors.Count > 0 ? options.FrameAncestors : WebAppOptions.TeamsHosts;

        return string.Join("; ",
            "default-src 'self'",
            $"connect-src {string.Join(' ', ["'self'", authority, service, sockets, .. options.ConnectSources])}",
            // The calendar component sets inline styles.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            $"frame-src 'self' {authority}",
            $"form-action 'self' {authority}",
            $"frame-ancestors 'self' {string.Join(' ', ancestors)}",
            "base-uri 'none'",
            "object-src 'none'");
    }
}
