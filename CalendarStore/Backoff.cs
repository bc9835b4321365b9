namespace CalendarStore;

/// <summary>The wait after the n-th failure in a row: exponential, bounded and with jitter, so that many retries do not come at one moment.</summary>
/// <param name="first">After one failure, without jitter.</param>
/// <param name="longest">However many failures there were, without jitter.</param>
/// <param name="random">From 0 to 1; null for <see cref="Random.Shared"/>.</param>
/// <param name="jitter">The part of the wait that is random: 1 for writers that met each other and must not meet again.</param>
public sealed class Backoff(TimeSpan first, TimeSpan longest, Func<double>? random = null, double jitter = 0.5)
{
    private readonly Func<double> random = random ?? Random.Shared.NextDouble;

    /// <param name="failures">1 for the first.</param>
    /// <param name="asked">The service's Retry-After: the wait is at least this long.</param>
    public TimeSpan After(int failures, TimeSpan? asked = null)
    {
        var doubled = first * Math.Pow(2, Math.Min(failures - 1, 30));
        var wait = (doubled < longest ? doubled : longest) * (1 - jitter + (jitter * random()));
        return asked > wait ? asked.Value + (first * random()) : wait;
    }
}
