using System.Net.Http.Headers;

namespace SignalRService;

/// <summary>Reads the header <c>Retry-After</c> (RFC 9110 §10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>The longest wait that is reported. A longer one probably comes from a proxy's error page or a wrong clock, and callers would send nothing for all that time.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>The requested wait; null if there is none. A date is compared with the service's own clock, if the answer has its time.</summary>
    public static TimeSpan? Of(HttpResponseHeaders headers, TimeProvider time)
    {
        if (headers.RetryAfter is not { } asked)
        {
            return null;
        }

        var wait = asked.Delta ?? (asked.Date!.Value - (headers.Date ?? time.GetUtcNow()));
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait < Longest ? wait : Longest;
    }
}
