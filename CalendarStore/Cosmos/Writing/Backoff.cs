namespace CalendarStore.Cosmos.Writing;

/// <summary>How long a writer that another one was quicker than waits: random, so that two do not meet again, and longer each time.</summary>
internal static class Backoff
{
    private const double FirstMilliseconds = 5;
    private const double LongestMilliseconds = 250;

    /// <param name="attempt">Attempts so far, from 1.</param>
    public static TimeSpan After(int attempt) =>
        TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * Math.Min(LongestMilliseconds, FirstMilliseconds * Math.Pow(2, attempt - 1)));
}
