using System.Net.Http.Headers;

namespace CalendarClient;

/// <summary>The header <c>Retry-After</c> (RFC 9110 §10.2.3).</summary>
internal static class RetryAfter
{
    /// <summary>No more is obeyed: a client that is told to come back tomorrow would show what is long past, and what says so may be a proxy's page, or a wrong clock.</summary>
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(10);

    /// <summary>How long the service asks to be left alone; null when it does not say. A date counts from the service's own clock, where it names that.</summary>
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
