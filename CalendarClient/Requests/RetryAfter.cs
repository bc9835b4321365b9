using System.Net.Http.Headers;

namespace CalendarClient;

/// <summary>The header <c>Retry-After</c> (RFC 9110 §10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>The longest wait that is obeyed. A longer one probably comes from a proxy's error page or a wrong clock, and the client would show stale data for all that time.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(10);

    /// <summary>The requested wait; null if there is none. A date is compared with the service's own clock, if the answer has its time.</summary>
    public static TimeSpan? Of(HttpResponseHeaders headers)
    {
        if (headers.RetryAfter is not { } asked)
        {
            return null;
        }

        var wait = asked.Delta ?? (asked.Date!.Value - (headers.Date ?? TimeProvider.System.GetUtcNow()));
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < AtMost ? wait : AtMost;
    }
}
