namespace NotificationService;

/// <summary>How long to stay away after the n-th failure in a row: doubling, bounded, and spread so that many do not come back at one moment.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Func<double> random)
{
    /// <param name="failures">1 for the first.</param>
    /// <param name="asked">What the service asked for: it is never undercut.</param>
    public TimeSpan After(int failures, TimeSpan? asked = null)
    {
        var doubled = first * Math.Pow(2, Math.Min(failures - 1, 30));
        var wait = (doubled < longest ? doubled : longest) * (0.5 + (0.5 * random()));
        return asked > wait ? asked.Value + (first * random()) : wait;
    }
}
