namespace CalendarApi.WebApp;

internal static class SecurityHeaders
{
    /// <summary>A year. Without the subdomains: they may belong to other programs.</summary>
    private const string OnlyHttps = "max-age=31536000";

    /// <summary>For responses that are not a page of the web app, which has a policy of its own. They load nothing, and no other page shows them in a frame.</summary>
    private const string Nothing = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private const string NoDevices = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()";

    /// <summary>Teams opens these pages in a window and waits for their message. A policy would cut the window off from its opener. See <c>teamsPopup.ts</c> in CalendarWeb.</summary>
    private static readonly PathString[] OpenedByTeams = ["/teams-signin", "/signin"];

    /// <summary>Sets headers on every response, also after an exception, which removes headers that were set earlier.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var isDevelopment = app.Environment.IsDevelopment();
        app.Use((context, next) =>
        {
            // The web app's page is served for many paths. The path that was asked for decides.
            var path = context.Request.Path;
            context.Response.OnStarting(() =>
            {
                Set(context, path, isDevelopment);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Set(HttpContext context, PathString path, bool isDevelopment)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = NoDevices;

        if (context.Request.IsHttps && !isDevelopment)
        {
            headers.StrictTransportSecurity = OnlyHttps;
        }

        // The page /scalar, in Development, loads scripts and styles of its own.
        if (headers.ContentSecurityPolicy.Count == 0 && !path.StartsWithSegments("/scalar", StringComparison.OrdinalIgnoreCase))
        {
            headers.ContentSecurityPolicy = Nothing;
        }

        if (!OpenedByTeams.Any(page => path.StartsWithSegments(page, StringComparison.OrdinalIgnoreCase)))
        {
            headers["Cross-Origin-Opener-Policy"] = "same-origin-allow-popups";
        }

        // By default nothing is cached without revalidation.
        if (path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            if (headers.CacheControl.Count == 0)
            {
                headers.CacheControl = "private, no-cache";
            }

            headers.AppendCommaSeparatedValues("Vary", "Authorization");
        }
    }
}
