using System.Text.RegularExpressions;
using CalendarApi.Problems;

namespace CalendarApi.Authentication;

/// <summary><c>Calendar-Origin</c>: the client instance that asks, so that it can be spared its own echo. It travels to every client of the tenant, hence the check.</summary>
internal static partial class OriginHeader
{
    public const string Name = "Calendar-Origin";

    /// <summary>The header's value, null when absent or not well-formed (then the request is refused before a handler runs).</summary>
    public static string? Read(HttpRequest request) =>
        request.Headers[Name] is [{ } origin] && Syntax().IsMatch(origin) ? origin : null;

    /// <summary>Refuses a request whose origin is not well-formed, before its handler runs.</summary>
    public static RouteGroupBuilder CheckOrigin(this RouteGroupBuilder routes) => routes.AddEndpointFilter(async (context, next) =>
    {
        var request = context.HttpContext.Request;
        return request.Headers[Name].Count > 0 && Read(request) is null
            ? Problem.InvalidContent(Name, "must be 1 to 64 of A-Z a-z 0-9 _ -")
            : await next(context);
    });

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Syntax();
}
