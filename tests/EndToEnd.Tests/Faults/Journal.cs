using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace EndToEnd.Tests.Faults;

/// <summary>The events of a run and the promises that were broken. Any thread may write at any time.</summary>
internal sealed class Journal(Action<string> say)
{
    /// <summary>One cause may break every client, so the first reports are enough.</summary>
    private const int MaxViolations = 50;

    private readonly long started = Stopwatch.GetTimestamp();
    private readonly ConcurrentQueue<string> violations = new();

    public IReadOnlyCollection<string> Violations => violations;

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(started);

    public void Note(string line) => say(string.Create(CultureInfo.InvariantCulture, $"{Elapsed.TotalSeconds,7:0.0} s  {line}"));

    /// <summary>Notes that a promise was broken. The run goes on and fails at its end, with all broken promises.</summary>
    public void Broken(string promise)
    {
        if (violations.Count >= MaxViolations)
        {
            return;
        }

        violations.Enqueue(string.Create(CultureInfo.InvariantCulture, $"at {Elapsed.TotalSeconds:0.0} s: {promise}"));
        Note($"BROKEN: {promise}");
    }
}
