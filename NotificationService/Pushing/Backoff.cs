namespace NotificationService.Pushing;

/// <summary>How long to stay away after the n-th failure in a row: doubling, bounded, and spread so that many do not come back at one moment.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Func<double> random)
{
    /// <summary>One answer may stop the sending to all tenants. It is not to do so for a day, whatever it says: what answers so may be a proxy's page, or a wrong clock.</summary>
    public static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);

    /// <param name="failures">1 for the first.</param>
    /// <param name="asked">What the service asked for: it is not undercut, up to <see cref="LongestAsked"/>.</param>
    public TimeSpan After(int failures, TimeSpan? asked = null)
    {
        var doubled = first * Math.Pow(2, Math.Min(failures - 1, 30));
        var wait = (doubled < longest ? doubled : longest) * (0.5 + (0.5 * random()));
        var obeyed = asked > LongestAsked ? LongestAsked : asked;
        return obeyed > wait ? obeyed.Value + (first * random()) : wait;
    }
}
