namespace NotificationService.Pushing;

/// <summary>The wait after the n-th failure in a row: exponential, bounded and with jitter, so that many retries do not come at one moment.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Func<double> random)
{
    /// <param name="failures">1 for the first.</param>
    /// <param name="asked">The service's Retry-After: the wait is at least this long.</param>
    public TimeSpan After(int failures, TimeSpan? asked = null)
    {
        var doubled = first * Math.Pow(2, Math.Min(failures - 1, 30));
        var wait = (doubled < longest ? doubled : longest) * (0.5 + (0.5 * random()));
        return asked > wait ? asked.Value + (first * random()) : wait;
    }
}
