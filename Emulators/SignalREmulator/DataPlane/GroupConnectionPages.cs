using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace SignalREmulator.DataPlane;

/// <summary>
/// The connections of a group in pages, ordered by id. A page's token is the last id it showed, so connections that come and go between pages
/// cost no entry twice and lose none that stayed.
/// </summary>
internal static class GroupConnectionPages
{
    private const int MaxPageSize = 200;

    public static Results<Ok<ConnectionPage>, DataPlaneError> List(DataPlaneCall call, HttpRequest request)
    {
        if (!TryNumber(request, "maxpagesize", MaxPageSize, out var pageSize) || pageSize is < 1 or > MaxPageSize)
            return DataPlaneError.Invalid("maxpagesize", $"'maxpagesize' is a number from 1 to {MaxPageSize}.");
        if (!TryNumber(request, "top", int.MaxValue, out var top) || top < 1)
            return DataPlaneError.Invalid("top", "'top' is a number, 1 at least.");
        if (!TryToken(request, out var after))
            return DataPlaneError.Invalid("continuationToken", "'continuationToken' is not one of this operation.");

        var rest = call.Hub.InGroup(call.Group!)
            .Where(connection => after is null || string.CompareOrdinal(connection.Id, after) > 0)
            .OrderBy(connection => connection.Id, StringComparer.Ordinal)
            .ToArray();
        var page = rest.Take(Math.Min(pageSize, top)).Select(connection => new GroupConnection(connection.Id, connection.UserId)).ToArray();
        var isLast = page.Length == rest.Length || page.Length == top;
        return TypedResults.Ok(new ConnectionPage(page, isLast ? null : NextLink(request, page[^1].ConnectionId, top == int.MaxValue ? null : top - page.Length)));
    }

    private static string NextLink(HttpRequest request, string last, int? top)
    {
        var query = QueryHelpers.ParseQuery(request.QueryString.Value);
        query["continuationToken"] = WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(last));
        if (top is { } left)
            query["top"] = left.ToString(CultureInfo.InvariantCulture);
        return $"{request.Scheme}://{request.Host}{Tokens.Audience.RawPath(request)}{new QueryBuilder(query)}";
    }

    private static bool TryNumber(HttpRequest request, string key, int fallback, out int value)
    {
        value = fallback;
        return request.Query[key] is not { Count: > 0 } asked || int.TryParse(asked[^1], NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryToken(HttpRequest request, out string? after)
    {
        after = null;
        if (request.Query["continuationToken"] is not [{ Length: > 0 } token])
            return true;
        try
        {
            after = Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
