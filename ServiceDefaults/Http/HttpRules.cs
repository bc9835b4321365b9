using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using ServiceDefaults.Problems;

namespace ServiceDefaults.Http;

/// <summary>Rules of HTTP that the framework does not apply by itself.</summary>
internal static class HttpRules
{
    public static void Use(WebApplication app)
    {
        app.Use(AnswerHeadAsGet);
        app.Use(RefuseEncodedBodies);
        // After the method was changed, because routing reads it.
        app.UseRouting();
    }

    /// <summary>RFC 9110 §9.3.2: HEAD is like GET without the content. The server discards the content by itself, because it knows the method that arrived.</summary>
    private static async Task AnswerHeadAsGet(HttpContext context, RequestDelegate next)
    {
        var (request, response) = (context.Request, context.Response);
        var isHead = HttpMethods.IsHead(request.Method);
        if (isHead)
        {
            request.Method = HttpMethods.Get;
        }

        try
        {
            await next(context);
        }
        finally
        {
            if (isHead)
            {
                request.Method = HttpMethods.Head;
            }
        }

        if (response is { StatusCode: StatusCodes.Status405MethodNotAllowed, HasStarted: false }
            && response.Headers.Allow.ToString() is var allowed && allowed.Contains(HttpMethods.Get, StringComparison.Ordinal) && !allowed.Contains(HttpMethods.Head, StringComparison.Ordinal))
        {
            response.Headers.Allow = $"{allowed}, {HttpMethods.Head}";
        }
    }

    /// <summary>RFC 9110 §8.4: a body in an encoding that is not known must not be read as if it had none. <c>Accept-Encoding</c> says what is accepted (§12.5.3).</summary>
    private static Task RefuseEncodedBodies(HttpContext context, RequestDelegate next)
    {
        var hasBody = context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != false;
        if (!hasBody || !context.Request.Headers.ContentEncoding.Any(IsEncoded))
        {
            return next(context);
        }

        context.Response.Headers[HeaderNames.AcceptEncoding] = "identity";
        return TypedResults.Problem(HttpProblems.UnsupportedMediaType.Details()).ExecuteAsync(context);
    }

    private static bool IsEncoded(string? encodings) =>
        (encodings ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(name => !name.Equals("identity", StringComparison.OrdinalIgnoreCase));
}
