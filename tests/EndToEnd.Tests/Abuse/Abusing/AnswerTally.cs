using System.Collections.Concurrent;
using System.Globalization;

namespace EndToEnd.Tests.Abuse.Abusing;

/// <summary>What the API answered to each abuse in one round. It never answers with a fault of its own.</summary>
internal sealed class AnswerTally
{
    /// <summary>One cause may break a promise at each request, so the first reports are enough.</summary>
    private const int MaxBroken = 50;

    private readonly ConcurrentDictionary<(string Abuse, string Answer), long> counts = new();
    private readonly ConcurrentQueue<string> broken = new();

    /// <summary>What was counted since the last call.</summary>
    public AbuseReport Take()
    {
        var report = new AbuseReport(
            [.. counts.OrderBy(count => count.Key).Select(count => new AnswerCount(count.Key.Abuse, count.Key.Answer, count.Value))],
            [.. broken]);
        counts.Clear();
        broken.Clear();
        return report;
    }

    public void Add(string abuse, int status, string path)
    {
        Add(abuse, status.ToString(CultureInfo.InvariantCulture));
        if (status >= 500)
        {
            Broken(abuse, $"{path} was answered with {status}.");
        }
    }

    public void Add(string abuse, string end) => counts.AddOrUpdate((abuse, end), 1, (_, count) => count + 1);

    public void Broken(string abuse, string promise)
    {
        if (broken.Count < MaxBroken)
        {
            broken.Enqueue($"{abuse}: {promise}");
        }
    }
}
