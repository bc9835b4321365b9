using System.Globalization;
using CalendarApi.Bodies;
using CalendarStore;

namespace CalendarApi.Paging;

/// <summary>The query parameter <c>limit</c>: how long a page may be.</summary>
internal static class PageLimit
{
    /// <summary>1 to <see cref="StoreLimits.MaxPageSize"/>; <paramref name="fallback"/> when absent, or refused with the reason in <paramref name="errors"/>.</summary>
    public static int Read(string? text, int fallback, FieldErrors errors)
    {
        if (text is null)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= StoreLimits.MaxPageSize)
        {
            return limit;
        }

        errors.Add("limit", $"must be 1 to {StoreLimits.MaxPageSize}");
        return fallback;
    }
}
