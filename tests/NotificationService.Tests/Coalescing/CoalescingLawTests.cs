using System.Collections.Immutable;
using CsCheck;

namespace NotificationService.Tests;

/// <summary>What holds of every history of changes, latencies and failures, simulated to the millisecond.</summary>
public class CoalescingLawTests
{
    private static readonly PushRhythm Rhythm = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));

    /// <param name="Gap">Milliseconds since the change before.</param>
    private sealed record Change(int Gap, string Calendar, string? Origin);

    /// <param name="Latency">Milliseconds until the service answers.</param>
    private sealed record Answer(int Latency, bool Accepts, int Wait);

    private sealed record Taken(int At, Push Push, bool Accepted);

    private static readonly Gen<Change> AChange = Gen.Select(
        Gen.Frequency((6, Gen.Int[0, 20]), (2, Gen.Int[0, 400]), (1, Gen.Int[0, 20_000])),
        Gen.Int[1, 12].Select(n => $"c{n}"),
        Gen.Int[0, 2].Select(n => n == 0 ? null : $"tab-{n}"),
        (gap, calendar, origin) => new Change(gap, calendar, origin));

    private static readonly Gen<Answer> AnAnswer = Gen.Select(
        Gen.Frequency((5, Gen.Int[0, 30]), (1, Gen.Int[0, 2_000])), Gen.Frequency((4, Gen.Const(true)), (1, Gen.Const(false))), Gen.Int[0, 3_000],
        (latency, accepts, wait) => new Answer(latency, accepts, wait));

    [Fact]
    public void Every_change_is_covered_by_accepted_pushes_that_follow_each_other_without_gaps() =>
        Gen.Select(AChange.List[1, 60], AnAnswer.Array[1, 20]).Sample((changes, answers) =>
        {
            var accepted = Run(changes, answers).Where(taken => taken.Accepted && taken.Push.Changes is not null).Select(taken => taken.Push.Changes!).ToList();

            Assert.Equal(0, accepted[0].Since);
            Assert.Equal(changes.Count, accepted[^1].Version);
            foreach (var (first, second) in accepted.Zip(accepted.Skip(1)))
                Assert.Equal(first.Version, second.Since);
        });

    [Fact]
    public void Two_pushes_of_changes_are_never_closer_than_the_interval() =>
        Gen.Select(AChange.List[1, 60], AnAnswer.Array[1, 20]).Sample((changes, answers) =>
        {
            var taken = Run(changes, answers).Where(push => push.Push.Changes is not null).ToList();
            foreach (var (first, second) in taken.Zip(taken.Skip(1)))
                Assert.True(second.At - first.At >= 200, $"{first.At} and {second.At}");
        });

    [Fact]
    public void No_change_waits_longer_than_the_interval_while_the_service_answers_within_it() =>
        Gen.Select(AChange.List[1, 60], Gen.Int[0, 199].Array[1, 20]).Sample((changes, latencies) =>
        {
            var taken = Run(changes, [.. latencies.Select(latency => new Answer(latency, true, 0))]);
            var at = 0;
            for (var version = 1; version <= changes.Count; version++)
            {
                at += changes[version - 1].Gap;
                var told = taken.First(push => push.Push.Changes?.Version >= version);
                Assert.InRange(told.At - at, 0, 200);
            }
        });

    [Fact]
    public void A_push_names_the_origin_and_calendars_of_exactly_its_changes() =>
        Gen.Select(AChange.List[1, 60], AnAnswer.Array[1, 20]).Sample((changes, answers) =>
        {
            foreach (var union in Run(changes, answers).Select(taken => taken.Push.Changes).OfType<ChangeUnion>())
            {
                var covered = changes.Skip((int)union.Since).Take((int)union.Changes).ToList();
                var origins = covered.Select(change => change.Origin).Distinct().ToList();
                Assert.Equal(origins.Count == 1 ? origins[0] : null, union.Origin);
                var calendars = covered.Select(change => change.Calendar).Distinct().ToImmutableArray();
                if (calendars.Length > ChangeUnion.MaxCalendars)
                    Assert.Null(union.Calendars);
                else
                    Assert.Equal(calendars.Order(), union.Calendars!.Value.Order());
            }
        });

    [Fact]
    public void The_last_position_is_said_twice_more_and_then_nothing() =>
        Gen.Select(AChange.List[1, 20], AnAnswer.Array[1, 20]).Sample((changes, answers) =>
        {
            var accepted = Run(changes, answers).Where(taken => taken.Accepted).Select(taken => taken.Push).ToList();

            Assert.All(accepted[^2..], push => Assert.Null(push.Changes));
            Assert.All(accepted[^2..], push => Assert.Equal(changes.Count, push.Position.Version));
            Assert.NotNull(accepted[^3].Changes);
        });

    /// <summary>Plays the history to the end; on the way checks that the place which may be saved is never past a change without an accepted push.</summary>
    private static List<Taken> Run(List<Change> changes, Answer[] answers)
    {
        var start = Changes.Noon;
        var state = TenantPushes.Quiet;
        var taken = new List<Taken>();
        (int At, Answer Answer)? answer = null;
        var (told, acknowledged, nextChange, clock) = (0, 0L, changes[0].Gap, 0);
        for (var steps = 0; ; steps++)
        {
            Assert.True(steps < 10_000, "The simulation does not end.");
            var owed = state.Waiting is not null || state.ReannouncementsLeft > 0;
            var due = owed && Coalescer.DueAt(state) is { } at ? Math.Max(clock, (int)Math.Ceiling((at - start).TotalMilliseconds)) : int.MaxValue;
            var change = told < changes.Count ? nextChange : int.MaxValue;
            var now = Math.Min(Math.Min(due, change), answer?.At ?? int.MaxValue);
            if (now == int.MaxValue)
                return taken;
            clock = now;

            if (now == change)
            {
                var (version, next) = (told + 1, changes[told]);
                state = Coalescer.Changed(state, Changes.Entry(version, next.Calendar, next.Origin), Changes.Before(version));
                told++;
                nextChange = told < changes.Count ? now + changes[told].Gap : int.MaxValue;
            }
            else if (now == answer?.At)
            {
                var push = state.InFlight!;
                var accepts = answer.Value.Answer.Accepts;
                taken[^1] = taken[^1] with { Accepted = accepts };
                state = accepts
                    ? Coalescer.Accepted(state, start.AddMilliseconds(now), Rhythm)
                    : Coalescer.Failed(state, start.AddMilliseconds(now), TimeSpan.FromMilliseconds(answer.Value.Answer.Wait));
                if (accepts && push.Changes is not null)
                    acknowledged = push.Position.Version;
                answer = null;
            }
            else
            {
                (state, var push) = Coalescer.Take(state, start.AddMilliseconds(now), Rhythm);
                Assert.NotNull(push);
                taken.Add(new(now, push, false));
                // The generated answers come round again; that some are kind lets every history end.
                var next = taken.Count > 200 ? new Answer(0, true, 0) : answers[taken.Count % answers.Length];
                answer = (now + next.Latency, next);
            }

            Assert.Equal(acknowledged < told ? acknowledged : null, state.Unacknowledged?.From.Sequence);
        }
    }
}
