using CsCheck;
using NotificationService.Coalescing;

namespace NotificationService.Tests.Coalescing;

/// <summary>Laws that hold for every history of moves, nudges, latencies and failures, simulated to the millisecond.</summary>
public class CoalescingLawTests
{
    private static readonly PushRhythm Rhythm = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));

    /// <summary>A move of the head by some versions. The worker learns of it by a nudge or not, and some time later in a page.</summary>
    /// <param name="Gap">Milliseconds since the previous move.</param>
    /// <param name="PageLag">Milliseconds until the page arrives.</param>
    private sealed record Move(int Gap, int Versions, bool IsNudged, int PageLag);

    /// <param name="Latency">Milliseconds until the service answers.</param>
    private sealed record Answer(int Latency, bool Accepts, int Wait);

    private sealed record Taken(int At, Push Push, bool Accepted);

    /// <param name="Page">The number of the page that contains it; null for a nudge.</param>
    private sealed record Heard(int At, long Version, int? Page);

    private static readonly Gen<Move> AMove = Gen.Select(
        Gen.Frequency((6, Gen.Int[0, 20]), (2, Gen.Int[0, 400]), (1, Gen.Int[0, 20_000])), Gen.Int[1, 50], Gen.Bool, Gen.Frequency((3, Gen.Int[0, 20]), (1, Gen.Int[0, 1_000])),
        (gap, versions, isNudged, lag) => new Move(gap, versions, isNudged, lag));

    private static readonly Gen<Answer> AnAnswer = Gen.Select(
        Gen.Frequency((5, Gen.Int[0, 30]), (1, Gen.Int[0, 2_000])), Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false))), Gen.Int[0, 3_000],
        (latency, accepts, wait) => new Answer(latency, accepts, wait));

    [Fact]
    public void Accepted_pushes_only_grow_and_end_at_the_head() =>
        Gen.Select(AMove.List[1, 60], AnAnswer.Array[1, 20]).Sample((moves, answers) =>
        {
            var accepted = News(Run(moves, answers)).Where(taken => taken.Accepted).Select(taken => taken.Push.Position.Version).ToList();

            Assert.Equal(accepted.Distinct().Order(), accepted);
            Assert.Equal(moves.Sum(move => (long)move.Versions), accepted[^1]);
        });

    [Fact]
    public void Two_pushes_of_news_are_never_closer_than_the_interval() =>
        Gen.Select(AMove.List[1, 60], AnAnswer.Array[1, 20]).Sample((moves, answers) =>
        {
            var taken = News(Run(moves, answers)).ToList();
            foreach (var (first, second) in taken.Zip(taken.Skip(1)))
            {
                Assert.True(second.At - first.At >= 200, $"{first.At} and {second.At}");
            }
        });

    [Fact]
    public void Nothing_that_was_heard_waits_longer_than_the_interval_while_the_service_answers_within_it() =>
        Gen.Select(AMove.List[1, 60], Gen.Int[0, 199].Array[1, 20]).Sample((moves, latencies) =>
        {
            var taken = News(Run(moves, [.. latencies.Select(latency => new Answer(latency, true, 0))])).ToList();
            foreach (var heard in HeardIn(moves))
            {
                var told = taken.First(push => push.Push.Position.Version >= heard.Version);
                Assert.True(told.At - heard.At <= 200, $"Heard at {heard.At}, told at {told.At}.");
            }
        });

    [Fact]
    public void The_last_position_is_announced_once_more_and_then_nothing() =>
        Gen.Select(AMove.List[1, 20], AnAnswer.Array[1, 20]).Sample((moves, answers) =>
        {
            var accepted = Run(moves, answers).Where(taken => taken.Accepted).Select(taken => taken.Push).ToList();

            Assert.Null(accepted[^1].News);
            Assert.Equal(moves.Sum(move => (long)move.Versions), accepted[^1].Position.Version);
            Assert.NotNull(accepted[^2].News);
        });

    private static IEnumerable<Taken> News(IEnumerable<Taken> taken) => taken.Where(push => push.Push.News is not null);

    /// <summary>In the order of arrival: pages keep the order of the moves.</summary>
    private static List<Heard> HeardIn(List<Move> moves)
    {
        var heard = new List<Heard>();
        var (at, version, paged) = (0, 0L, 0);
        for (var n = 0; n < moves.Count; n++)
        {
            at += moves[n].Gap;
            version += moves[n].Versions;
            if (moves[n].IsNudged)
            {
                heard.Add(new(at, version, null));
            }

            paged = Math.Max(paged, at + moves[n].PageLag);
            heard.Add(new(paged, version, n + 1));
        }

        return [.. heard.OrderBy(item => item.At)];
    }

    /// <summary>Plays the history to the end. At each step the checkpoint is never past a head without an accepted push.</summary>
    private static List<Taken> Run(List<Move> moves, Answer[] answers)
    {
        var start = Changes.Noon;
        var heard = new Queue<Heard>(HeardIn(moves));
        var state = TenantPushes.Quiet;
        var taken = new List<Taken>();
        var pages = new List<Heard>();
        (int At, Answer Answer)? answer = null;
        var (acknowledged, clock) = (0L, 0);
        for (var steps = 0; ; steps++)
        {
            Assert.True(steps < 10_000, "The simulation does not end.");
            var owed = state.Waiting is not null || state.ReannounceAt is not null;
            var due = owed && Coalescer.DueAt(state) is { } at ? Math.Max(clock, (int)Math.Ceiling((at - start).TotalMilliseconds)) : int.MaxValue;
            var next = heard.TryPeek(out var first) ? first.At : int.MaxValue;
            var now = Math.Min(Math.Min(due, next), answer?.At ?? int.MaxValue);
            if (now == int.MaxValue)
            {
                return taken;
            }

            clock = now;

            if (now == next)
            {
                var item = heard.Dequeue();
                if (item.Page is { } page)
                {
                    pages.Add(item);
                    state = Coalescer.Read(state, Changes.Entry(item.Version), Changes.Share, Changes.Before(page));
                }
                else
                {
                    state = Coalescer.Nudged(state, Changes.Entry(item.Version));
                }
            }
            else if (now == answer?.At)
            {
                var push = state.InFlight!;
                var accepts = answer.Value.Answer.Accepts;
                taken[^1] = taken[^1] with { Accepted = accepts };
                state = accepts
                    ? Coalescer.Accepted(state, start.AddMilliseconds(now), Rhythm)
                    : Coalescer.Failed(state, start.AddMilliseconds(now), TimeSpan.FromMilliseconds(answer.Value.Answer.Wait));
                if (accepts)
                {
                    acknowledged = Math.Max(acknowledged, push.Position.Version);
                }

                answer = null;
            }
            else
            {
                (state, var push) = Coalescer.Take(state, start.AddMilliseconds(now), Rhythm);
                if (push is null)
                {
                    continue;
                }

                taken.Add(new(now, push, false));
                // The generated answers repeat. Some of them are successes, so every history ends.
                var reply = taken.Count > 200 ? new Answer(0, true, 0) : answers[taken.Count % answers.Length];
                answer = (now + reply.Latency, reply);
            }

            var missing = pages.Find(page => page.Version > acknowledged);
            Assert.Equal(missing is null ? null : Changes.Before(missing.Page!.Value).Pages, state.UnacknowledgedFrom?.Pages);
        }
    }
}
