using CalendarApi.Answers;
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

        var files = new CompressedFiles(app.Environment.WebRootFileProvider);
        app.Use((context, next) =>
        {
            // Every other address is the same page; the app's own router reads the path.
            if (context.GetEndpoint() is null && IsPage(context.Request))
            {
                context.Request.Path = "/index.html";
            }

            if (context.GetEndpoint() is null && AnswerEncoding.Of(context.Request) is { } encoding && files.CopyOf(context.Request.Path.Value ?? "", encoding) is { } copy)
            {
                context.Request.Path = copy;
            }

            return next(context);
        });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = files, ContentTypeProvider = new TypeOfCopies(), OnPrepareResponse = Prepare });
    }

    private static bool IsPage(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && !Path.HasExtension(request.Path.Value)
        && !NotPages.Any(prefix => request.Path.StartsWithSegments(prefix, StringComparison.OrdinalIgnoreCase));

    private static void Prepare(StaticFileResponseContext file)
    {
        var headers = file.Context.Response.Headers;
        AnswerEncoding.SetHeaders(file.Context.Response, CompressedFiles.Read(file.Context.Request.Path.Value ?? "").Encoding);
        var isHashed = file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal);
        headers.CacheControl = isHashed ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ContentSecurityPolicy = file.Context.RequestServices.GetRequiredService<ContentSecurityPolicy>().Value;
    }

    /// <summary>A compressed copy has the type of its file.</summary>
    private sealed class TypeOfCopies : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider types = new();

        public bool TryGetContentType(string subpath, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType) =>
            types.TryGetContentType(CompressedFiles.Read(subpath).Path, out contentType);
    }
}
