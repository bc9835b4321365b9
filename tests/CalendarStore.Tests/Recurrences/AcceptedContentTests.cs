using CsCheck;
using NodaTime;
using TeamCalendars.Events;
using TeamCalendars.Recurrences;

namespace CalendarStore.Tests.Recurrences;

/// <summary>Accepted content can always be read. A failure names the seed; the environment variable CsCheck_Seed repeats it.</summary>
public class AcceptedContentTests
{
    [Fact]
    public void What_is_accepted_is_read_in_every_window_within_its_budget()
    {
        var accepted = 0;
        Gen.Select(RandomRule.Content, RandomRule.Window).Sample(
            (content, window) =>
            {
                if (EventRules.Check(content).Count > 0)
                {
                    return;
                }

                Interlocked.Increment(ref accepted);
                var budget = new ExpansionBudget(CancellationToken.None);
                var result = Occurrences.Expand(content, window, 1_000, budget);
                Assert.InRange(budget.Spent, 0, ExpansionBudget.StepsPerEvent + 20_000);
                Assert.Equal(result.Items.OrderBy(item => item.Start), result.Items);
                Assert.All(result.Items, item => Assert.True(item.End >= item.Start));
                Assert.Equal(result.Items.Length, result.Items.Select(item => item.Start).Distinct().Count());
                var span = EventSpan.Of(content);
                Assert.All(result.Items, item => Assert.True(item.Start.ToUnixTimeTicks() >= span.Start && item.Start.ToUnixTimeTicks() < span.End, "Window queries find it."));
            },
            iter: 10_000);
        Assert.InRange(accepted, 5_000, 10_000);
    }

    [Fact]
    public void A_window_shows_what_a_slow_reference_finds_from_the_start()
    {
        var compared = 0;
        Gen.Select(RandomRule.Rule, Gen.Int[0, 800], Gen.Int[0, 47], Gen.Int[0, 500], Gen.Int[1, 60]).Sample(
            (rule, day, half, windowDay, days) =>
            {
                var start = new LocalDateTime(2024, 1, 1, 0, 0).PlusDays(day).PlusMinutes(half * 30);
                var time = new EventTime.Zoned(start, start.PlusMinutes(30), "Etc/UTC");
                var from = new LocalDateTime(2024, 1, 1, 0, 0).PlusDays(windowDay);
                if (RuleSyntax.Check(rule, time) is not null || !ReferenceExpansion.Defines(rule))
                {
                    return;
                }

                Interlocked.Increment(ref compared);
                var expected = ReferenceExpansion.Starts(RuleText.Read(rule, time), start, from.PlusDays(days)).Where(item => item >= from);
                var budget = new ExpansionBudget(CancellationToken.None);
                Assert.Equal(expected, RuleExpansion.Starts(RuleText.Read(rule, time), time, from, from.PlusDays(days), budget));
            },
            iter: 8_000);
        Assert.InRange(compared, 3_000, 8_000);
    }
}
