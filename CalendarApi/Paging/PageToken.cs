using System.Text;
using CalendarApi.Bodies;
using Microsoft.AspNetCore.WebUtilities;

namespace CalendarApi.Paging;

/// <summary>The query parameter <c>after</c>: where a page begins. It is opaque to clients and holds the last id of the previous page.</summary>
internal static class PageToken
{
    public delegate bool TryParse<TId>(string? text, out TId id);

    /// <returns>The id; null when there is no token, or a wrong one, which is refused with the reason in <paramref name="errors"/>.</returns>
    public static TId? Read<TId>(string? text, TryParse<TId> tryParse, FieldErrors errors)
        where TId : struct
    {
        if (text is null)
        {
            return null;
        }

        try
        {
            if (text.Length <= 128 && tryParse(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(text)), out var id))
            {
                return id;
            }
        }
        catch (FormatException)
        {
            // Not base64url. Refused below, like any other text that is not a page token.
        }

        errors.Add("after", "must be next of the previous page");
        return null;
    }

    /// <param name="last">The last id of the page; null on the last page.</param>
    public static string? Write(string? last) => last is null ? null : WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(last));
}
