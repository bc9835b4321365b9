using System.Collections.Concurrent;
using System.Globalization;
using EndToEnd.Tests.Faults;

namespace EndToEnd.Tests.Abuse;

/// <summary>What the API answered to each abuse. It never answers with a fault of its own.</summary>
internal sealed class AnswerTally(Journal journal)
{
    private readonly ConcurrentDictionary<(string Abuse, string Answer), long> counts = new();

    /// <summary>The number of each answer, such as <c>dense rules 400</c>.</summary>
    public IReadOnlyDictionary<string, long> Counts =>
        counts.OrderBy(count => count.Key).ToDictionary(count => $"{count.Key.Abuse} {count.Key.Answer}", count => count.Value, StringComparer.Ordinal);

    public void Add(string abuse, int status, string path)
    {
        Add(abuse, status.ToString(CultureInfo.InvariantCulture));
        if (status >= 500)
        {
            journal.Broken($"{abuse}: {path} was answered with {status}.");
        }
    }

    public void Add(string abuse, string end) => counts.AddOrUpdate((abuse, end), 1, (_, count) => count + 1);

    public void Broken(string abuse, string promise) => journal.Broken($"{abuse}: {promise}");
}
