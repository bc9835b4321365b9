using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ServiceDefaults.Http;

public static class RetryAfter
{
    /// <summary>For an unavailable service that does not say for how long.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>Sets <c>Retry-After</c> (RFC 9110 §10.2.3) in whole seconds, rounded up, at least one.</summary>
    public static void Set(HttpResponse response, TimeSpan delay) =>
        response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
