using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using SignalREmulator.Groups;

namespace SignalREmulator.DataPlane;

/// <summary>The connections of a group in pages.</summary>
internal static class GroupConnectionPages
{
    public static Results<Ok<ConnectionPage>, DataPlaneError> List(DataPlaneCall call, HttpRequest request)
    {
        if (!TryNumber(request, "maxpagesize", MemberPage.MaxSize, out var pageSize) || pageSize is < 1 or > MemberPage.MaxSize)
        {
            return DataPlaneError.Invalid("maxpagesize", $"'maxpagesize' is a number from 1 to {MemberPage.MaxSize}.");
        }

        if (!TryNumber(request, "top", int.MaxValue, out var top) || top < 1)
        {
            return DataPlaneError.Invalid("top", "'top' is a number, 1 at least.");
        }

        if (MemberPage.Of(call.Hub.InGroup(call.Group!), pageSize, top, request.Query["continuationToken"] is [{ Length: > 0 } token] ? token : null) is not { } page)
        {
            return DataPlaneError.Invalid("continuationToken", "'continuationToken' is not one of this operation.");
        }

        return TypedResults.Ok(new ConnectionPage(
            [.. page.Members.Select(member => new GroupConnection(member.Id, member.UserId))],
            page.Next is { } next ? NextLink(request, next, top == int.MaxValue ? null : top - page.Members.Count) : null));
    }

    private static string NextLink(HttpRequest request, string token, int? top)
    {
        var query = QueryHelpers.ParseQuery(request.QueryString.Value);
        query["continuationToken"] = token;
        if (top is { } left)
        {
            query["top"] = left.ToString(CultureInfo.InvariantCulture);
        }

        return $"{request.Scheme}://{request.Host}{Tokens.Audience.RawPath(request)}{new QueryBuilder(query)}";
    }

    private static bool TryNumber(HttpRequest request, string key, int fallback, out int value)
    {
        value = fallback;
        return request.Query[key] is not { Count: > 0 } asked || int.TryParse(asked[^1], NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
