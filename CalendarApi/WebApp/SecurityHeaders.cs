namespace CalendarApi.WebApp;

internal static class SecurityHeaders
{
    /// <summary>On every answer: no guessing of types, no addresses told to others, and by default no cache without asking.</summary>
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
