using System.Reflection;

namespace IdentityEmulator.SignIn;

/// <summary>A complete page: the common frame, and the headers that isolate it.</summary>
internal sealed class HtmlPage(string title, Html content, int statusCode = StatusCodes.Status200OK) : IResult, IStatusCodeHttpResult
{
    public const string StylePath = "/sign-in.css";

    private static readonly string Style = ReadStyle();

    public int? StatusCode => statusCode;

    public static IResult StyleSheet() => TypedResults.Text(Style, "text/css; charset=utf-8");

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = statusCode;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        // No form-action: Chromium also applies it to the redirect that follows the form, which goes to the client.
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "same-origin";
        return response.WriteAsync(Markup().Markup, httpContext.RequestAborted);
    }

    private Html Markup() => Html.Of($"""
        <!doctype html>
        <html lang="en">
        <head>
          <meta charset="utf-8">
          <meta name="viewport" content="width=device-width, initial-scale=1">
          <meta name="color-scheme" content="light dark">
          <title>{title}</title>
          <link rel="stylesheet" href="{StylePath}">
          <link rel="icon" href="data:,">
        </head>
        <body>
          <main>
            {content}
          </main>
        </body>
        </html>

        """);

    private static string ReadStyle()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("sign-in.css")
            ?? throw new InvalidOperationException("The style sheet is missing from the assembly.");
        return new StreamReader(stream).ReadToEnd();
    }
}
