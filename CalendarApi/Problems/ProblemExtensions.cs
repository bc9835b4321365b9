using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc;
using ServiceDefaults.Problems;

namespace CalendarApi.Problems;

internal static partial class ProblemExtensions
{
    public static void AddProblems(this IHostApplicationBuilder builder) => builder.Services.AddExceptionHandler<StoreAwayHandler>().AddExceptionHandler<UnreadableItemHandler>();

    /// <summary>Documents the problems that an endpoint can return.</summary>
    public static TBuilder WithProblems<TBuilder>(this TBuilder endpoints, params ProblemType[] types)
        where TBuilder : IEndpointConventionBuilder
    {
        foreach (var sameStatus in types.GroupBy(type => type.Status))
        {
            endpoints.WithMetadata(new ProducesResponseTypeMetadata(sameStatus.Key, typeof(ProblemDetails), ["application/problem+json"])
            {
                Description = string.Join(" — ", sameStatus.Select(type => $"{type.Name}: {type.Title}.")),
            });
        }

        return endpoints;
    }

    /// <summary>Maps <c>GET /problems</c> and <c>GET /problems/{name}</c>, which explain the types to people.</summary>
    public static void MapProblems(this IEndpointRouteBuilder routes)
    {
        var page = Page();
        routes.MapGet("/problems/{name?}", () => TypedResults.Content(page, "text/html; charset=utf-8"))
            .AllowAnonymous()
            .ExcludeFromDescription();
    }

    private static string Page()
    {
        var page = new StringBuilder("""
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark">
            <title>Problem types</title>
            <h1>Problem types</h1>
            <p>Every error response of the calendar API is <code>application/problem+json</code> (RFC 9457) with one of these types.</p>
            <table><thead><tr><th scope="col">type</th><th scope="col">status</th><th scope="col">title</th><th scope="col">meaning</th></tr></thead><tbody>

            """);
        foreach (var type in ProblemTypes.All)
        {
            page.Append("<tr id=\"").Append(type.Name).Append("\"><td><code>").Append(type.Uri).Append("</code></td><td>").Append(type.Status)
                .Append("</td><td>").Append(WebUtility.HtmlEncode(type.Title)).Append("</td><td>").Append(Code().Replace(WebUtility.HtmlEncode(type.Meaning), "<code>${code}</code>")).Append("</td></tr>\n");
        }

        return page.Append("</tbody></table></html>\n").ToString();
    }

    // `since` in the table's text.
    [GeneratedRegex("`(?<code>[^`]*)`", RegexOptions.NonBacktracking)]
    private static partial Regex Code();
}
