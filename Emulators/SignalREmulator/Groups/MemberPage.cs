using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using SignalREmulator.Connections;

namespace SignalREmulator.Groups;

/// <summary>
/// One page of a group's members, ordered by id. A page's token is the last id on it, so connections that come and go between pages
/// never repeat an entry or hide a connection that stayed.
/// </summary>
/// <param name="Next">The token of the next page; null on the last page.</param>
internal sealed record MemberPage(IReadOnlyList<ClientConnection> Members, string? Next)
{
    public const int MaxSize = 200;

    /// <param name="token">The <see cref="Next"/> of the previous page; null for the first page.</param>
    /// <returns>Null if the token is invalid.</returns>
    public static MemberPage? Of(IEnumerable<ClientConnection> group, int size, int top, string? token)
    {
        string? after = null;
        try
        {
            after = token is null ? null : Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(token));
        }
        catch (FormatException)
        {
            return null;
        }

        var rest = group
            .Where(connection => after is null || string.CompareOrdinal(connection.Id, after) > 0)
            .OrderBy(connection => connection.Id, StringComparer.Ordinal)
            .ToArray();
        var members = rest[..Math.Min(rest.Length, Math.Min(size, top))];
        var isLast = members.Length == rest.Length || members.Length == top;
        return new MemberPage(members, isLast ? null : WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(members[^1].Id)));
    }
}
