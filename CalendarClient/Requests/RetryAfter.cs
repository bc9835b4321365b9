using System.Net.Http.Headers;

namespace CalendarClient;

/// <summary>The header <c>Retry-After</c> (RFC 9110 §10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>How long the service asks to be left alone; null when it does not say. A date counts from the service's own clock, where it names that.</summary>
    public static TimeSpan? Of(HttpResponseHeaders headers)
    {
        if (headers.RetryAfter is not { } asked)
            return null;
        if (asked.Delta is { } delta)
            return delta;
        var wait = asked.Date!.Value - (headers.Date ?? TimeProvider.System.GetUtcNow());
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
