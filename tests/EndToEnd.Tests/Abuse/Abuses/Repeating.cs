namespace EndToEnd.Tests.Abuse.Abuses;

internal static class Repeating
{
    /// <summary>So many at a time, each again as soon as it has ended, until it is cancelled.</summary>
    public static Task AtATimeAsync(int places, Func<int, Task> once, CancellationToken until) => Task.WhenAll(Enumerable.Range(0, places).Select(async place =>
    {
        while (!until.IsCancellationRequested)
        {
            await once(place);
        }
    }));
}
