namespace CalendarApi.WebApp;

internal static class SecurityHeaders
{
    /// <summary>Sets headers on every response: no content sniffing, no referrer, and by default no caching without revalidation.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";

        if (context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
        {
            headers.CacheControl = "private, no-cache";
            headers.Vary = "Authorization";
        }

        return next(context);
    });
}
