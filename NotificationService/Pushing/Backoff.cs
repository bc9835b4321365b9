namespace NotificationService.Pushing;

/// <summary>The wait after the n-th failure in a row: exponential, bounded and with jitter, so that many retries do not come at one moment.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Func<double> random)
{
    /// <summary>The longest Retry-After that is obeyed. One answer can pause the pushes to all tenants, and it may come from a proxy's error page or a wrong clock.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);

    /// <param name="failures">1 for the first.</param>
    /// <param name="asked">The service's Retry-After: the wait is at least this long, up to <see cref="LongestAsked"/>.</param>
    public TimeSpan After(int failures, TimeSpan? asked = null)
    {
        var doubled = first * Math.Pow(2, Math.Min(failures - 1, 30));
        var wait = (doubled < longest ? doubled : longest) * (0.5 + (0.5 * random()));
        var obeyed = asked > LongestAsked ? LongestAsked : asked;
        return obeyed > wait ? obeyed.Value + (first * random()) : wait;
    }
}
