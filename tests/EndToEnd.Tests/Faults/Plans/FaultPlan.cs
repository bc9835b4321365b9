using System.Collections.Immutable;
using EndToEnd.Tests.Hosting;

namespace EndToEnd.Tests.Faults.Plans;

internal readonly record struct TimedFault(TimeSpan At, Fault Fault)
{
    public TimeSpan Until => At + Fault.Lasts;
}

/// <summary>
/// Which fault happens when, as a pure function of a seed. The same seed gives the same plan. What the operating system does is not repeatable:
/// for example, which request was in flight when a process ended.
/// </summary>
internal sealed record FaultPlan(int Seed, TimeSpan Duration, ImmutableArray<TimedFault> Faults)
{
    /// <summary>All clients have connected before the first fault; the run ends after the last one.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);

    /// <summary>The least time between two faults of one lane: a part must do some work before the next fault.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(4);

    /// <param name="canPause">Whether processes can be paused on this system. If not, the plan has no pauses.</param>
    public static FaultPlan Of(int seed, TimeSpan duration, IReadOnlyList<PartInstance> parts, bool canPause)
    {
        var random = new Random(seed);
        var deck = new Queue<Card>();
        var freeAt = new Dictionary<string, TimeSpan>(StringComparer.Ordinal);
        var faults = ImmutableArray.CreateBuilder<TimedFault>();
        for (var at = Calm; at < duration - Calm; at += Between(random, 1.5, 4.5))
        {
            // Like a deck of cards: each kind happens to each part once before any of them happens again. One of each kind comes first, so that a minute has them all.
            if (deck.Count == 0)
            {
                var cards = Cards(random, parts, canPause).ToArray();
                random.Shuffle(cards);
                var firsts = cards.DistinctBy(card => card.Kind).ToArray();
                deck = new([.. firsts, .. cards.Except(firsts)]);
            }

            var fault = deck.Dequeue().Draw();
            var start = freeAt.GetValueOrDefault(fault.Lane) is var free && free > at ? free : at;
            if (start + fault.Lasts > duration - Calm)
            {
                continue;
            }

            faults.Add(new(start, fault));
            freeAt[fault.Lane] = start + fault.Lasts + Breath;
        }

        return new(seed, duration, [.. faults.OrderBy(fault => fault.At)]);
    }

    private static IEnumerable<Card> Cards(Random random, IReadOnlyList<PartInstance> parts, bool canPause)
    {
        foreach (var part in parts)
        {
            yield return new(nameof(Fault.Kill), () => new Fault.Kill(part, Between(random, 0, 4)));
            yield return new(nameof(Fault.Restart), () => new Fault.Restart(part, Between(random, 0, 2)));
            if (canPause)
            {
                yield return new(nameof(Fault.Pause), () => new Fault.Pause(part, Between(random, 1, 8)));
            }
        }

        yield return new(nameof(Fault.Cut), () => new Fault.Cut(Part(random, 0.3, 1), "abort"));
        yield return new(nameof(Fault.Cut), () => new Fault.Cut(Part(random, 0.3, 1), "close"));
        yield return new(nameof(Fault.RefuseRequests), () => new Fault.RefuseRequests(Part(random, 0.3, 1), 429, random.Next(2) == 0 ? null : 1, Between(random, 1, 6)));
        yield return new(nameof(Fault.RefuseRequests), () => new Fault.RefuseRequests(Part(random, 0.3, 1), 500, null, Between(random, 1, 6)));
        yield return new(nameof(Fault.RefuseNegotiations), () => new Fault.RefuseNegotiations(Part(random, 0.3, 1), 429, Between(random, 1, 6)));
        yield return new(nameof(Fault.SkewClock), () => new Fault.SkewClock(random.Next(600, 7_200), Between(random, 1, 4)));
        yield return new(nameof(Fault.SkewClock), () => new Fault.SkewClock(-random.Next(600, 7_200), Between(random, 1, 4)));
    }

    /// <summary>A fault whose details are chosen when its turn comes.</summary>
    private sealed record Card(string Kind, Func<Fault> Draw);

    private static TimeSpan Between(Random random, double from, double to) => TimeSpan.FromMilliseconds((int)(1_000 * (from + ((to - from) * random.NextDouble()))));

    private static double Part(Random random, double from, double to) => Math.Round(from + ((to - from) * random.NextDouble()), 2);
}
