using Microsoft.AspNetCore.StaticFiles;

namespace CalendarApi.WebApp;

/// <summary>Serves the built web app from wwwroot, when it is there; in development Vite does.</summary>
internal static class WebAppExtensions
{
    // What is the API's or the service's own never falls back to the page.
    private static readonly PathString[] NotPages = ["/api", "/problems", "/openapi", "/scalar", "/health", "/alive", "/assets"];

    public static void AddWebApp(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<WebAppOptions>().BindConfiguration(WebAppOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<ContentSecurityPolicy>();
    }

    public static void UseWebApp(this WebApplication app)
    {
        if (!app.Environment.WebRootFileProvider.GetFileInfo("index.html").Exists)
        {
            return;
        }

        var policy = app.Services.GetRequiredService<ContentSecurityPolicy>();
        app.Use((context, next) =>
        {
            // Every address within the app is the same page; its own router does the rest.
            if (context.GetEndpoint() is null && IsPage(context.Request))
            {
                context.Request.Path = "/index.html";
            }

            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = file => Prepare(file, policy) });
    }

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Path.HasExtension(request.Path.Value)
        && !NotPages.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    private static void Prepare(StaticFileResponseContext file, ContentSecurityPolicy policy)
    {
        var headers = file.Context.Response.Headers;
        var isHashed = file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
        headers.CacheControl = isHashed ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ContentSecurityPolicy = policy.Value;
    }
}
