using Microsoft.AspNetCore.StaticFiles;

namespace CalendarApi.WebApp;

/// <summary>Serves the built web app from wwwroot if it exists; in development Vite serves it.</summary>
internal static class WebAppExtensions
{
    // Paths of the API and of the service itself never fall back to the page.
    private static readonly PathString[] NotPages = ["/api", "/problems", "/openapi", "/scalar", "/health", "/alive", "/assets"];

    public static void AddWebApp(this IHostApplicationBuilder builder)
    {
        builder.AddCrossOrigin();
        builder.AddCompression();
        builder.Services.AddOptions<WebAppOptions>().BindConfiguration(WebAppOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<ContentSecurityPolicy>();
    }

    public static void UseWebApp(this WebApplication app)
    {
        if (!app.Environment.WebRootFileProvider.GetFileInfo("index.html").Exists)
        {
            return;
        }

        app.Use((context, next) =>
        {
            // Every other address is the same page; the app's own router reads the path.
            if (context.GetEndpoint() is null && IsPage(context.Request))
            {
                context.Request.Path = "/index.html";
            }

            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions { OnPrepareResponse = Prepare });
    }

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Path.HasExtension(request.Path.Value)
        && !NotPages.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    private static void Prepare(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        var isHashed = file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
        headers.CacheControl = isHashed ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ContentSecurityPolicy = file.Context.RequestServices.GetRequiredService<ContentSecurityPolicy>().Value;
    }
}
