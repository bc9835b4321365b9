using System.Globalization;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos.Access;

internal static class RetryAfter
{
    public static TimeSpan? TryGetRetryAfter(this Headers headers) =>
        double.TryParse(headers["x-ms-retry-after-ms"], NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
