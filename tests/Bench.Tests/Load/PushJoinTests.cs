using System.Diagnostics;
using Bench.Clients;
using Bench.Load;
using Bench.Measuring;

namespace Bench.Tests.Load;

public class PushJoinTests
{
    private static readonly long Millisecond = Stopwatch.Frequency / 1_000;

    [Fact]
    public void A_push_is_measured_from_when_its_write_was_due_and_from_when_it_was_accepted()
    {
        var joined = PushJoin.Of([[Heard(7, at: 50)]], [Write(7, due: 10, accepted: 40)]);

        Assert.Equal((40, 10), (Longest(joined.FromDue), Longest(joined.FromAccepted)));
    }

    [Fact]
    public void A_write_that_was_held_back_by_the_one_before_it_counts_from_when_it_was_due()
    {
        // The second was due at 20 and could only be sent at 500: a user waits that half second.
        var joined = PushJoin.Of([[Heard(1, at: 490), Heard(2, at: 510)]], [Write(1, due: 0, accepted: 480), Write(2, due: 20, accepted: 505)]);

        Assert.Equal([490, 490], Milliseconds(joined.FromDue));
    }

    [Fact]
    public void A_push_stands_for_every_write_up_to_its_version()
    {
        var joined = PushJoin.Of([[Heard(2, at: 100)]], [Write(1, due: 10, accepted: 20), Write(2, due: 60, accepted: 70)]);

        Assert.Equal([40, 90], Milliseconds(joined.FromDue).Order());
    }

    [Fact]
    public void Writes_whose_answers_came_in_another_order_are_joined_by_version()
    {
        var joined = PushJoin.Of([[Heard(1, at: 30), Heard(2, at: 50)]], [Write(2, due: 30, accepted: 31), Write(1, due: 10, accepted: 32)]);

        Assert.Equal([20, 20], Milliseconds(joined.FromDue));
    }

    [Fact]
    public void Each_client_has_its_own_latency()
    {
        var joined = PushJoin.Of([[Heard(1, at: 20)], [Heard(1, at: 90)]], [Write(1, due: 10, accepted: 15)]);

        Assert.Equal([10, 80], Milliseconds(joined.FromDue).Order());
    }

    [Fact]
    public void What_only_warms_up_does_not_count()
    {
        var joined = PushJoin.Of([[Heard(1, at: 900), Heard(2, at: 930)]], [Write(1, due: 0, accepted: 1) with { Counts = false }, Write(2, due: 910, accepted: 911)]);

        Assert.Equal([20], Milliseconds(joined.FromDue));
    }

    [Fact]
    public void Where_the_server_says_when_it_began_to_send_that_is_when_it_was_accepted()
    {
        var joined = PushJoin.Of([[Heard(1, at: 50) with { Sent = 45 * Millisecond }]], [Write(1, due: 10, accepted: 20)]);

        Assert.Equal((40, 5), (Longest(joined.FromDue), Longest(joined.FromAccepted)));
    }

    [Fact]
    public void A_write_that_no_push_told_of_is_no_measurement() =>
        Assert.Throws<InvalidDataException>(() => PushJoin.Of([[Heard(1, at: 20)]], [Write(1, due: 10, accepted: 15), Write(2, due: 20, accepted: 25)]));

    private static Push Heard(long version, long at) => new(version, Sent: 0, at * Millisecond, Bytes: 100);

    private static TimedWrite Write(long version, long due, long accepted) => new(version, Counts: true, due * Millisecond, accepted * Millisecond);

    private static double Longest(long[] counts) => Math.Round(Latencies.FromCounts(counts).Percentile(100));

    private static IEnumerable<double> Milliseconds(long[] counts)
    {
        for (var index = 0; index < counts.Length; index += 2)
        {
            for (var time = 0; time < counts[index + 1]; time++)
            {
                yield return Math.Round(counts[index] / 1_000.0);
            }
        }
    }
}
