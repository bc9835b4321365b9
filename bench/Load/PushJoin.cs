using Bench.Clients;
using Bench.Measuring;

namespace Bench.Load;

/// <summary>Finds which push announced which write to a client. Done afterwards, without waiting: a push may arrive before its writer knows the version.</summary>
internal static class PushJoin
{
    /// <param name="heard">The pushes of each client, by rising version.</param>
    /// <param name="writes">In any order; writes that do not count are skipped.</param>
    /// <exception cref="InvalidDataException">A client received no push at or after a write.</exception>
    public static LatencyResult Of(IEnumerable<IReadOnlyList<Push>> heard, IEnumerable<TimedWrite> writes)
    {
        var (fromDue, fromAccepted) = (new Latencies(), new Latencies());
        TimedWrite[] inOrder = [.. writes.OrderBy(write => write.Version)];
        foreach (var pushes in heard)
        {
            var next = 0;
            foreach (var write in inOrder)
            {
                // A push stands for all writes up to its version: two writes that come close share one.
                while (next < pushes.Count && pushes[next].Version < write.Version)
                {
                    next++;
                }

                if (next == pushes.Count)
                {
                    throw new InvalidDataException($"No push announced version {write.Version} to a client.");
                }

                if (!write.Counts)
                {
                    continue;
                }

                var push = pushes[next];
                fromDue.Record(push.Heard - write.Due);
                fromAccepted.Record(push.Heard - (push.Sent > 0 ? push.Sent : write.Accepted));
            }
        }

        return new(fromDue.ToCounts(), fromAccepted.ToCounts());
    }
}

/// <summary>Times are of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
/// <param name="Version">The version of the push that announces it.</param>
/// <param name="Counts">False for a warm-up.</param>
/// <param name="Due">The scheduled time, whenever it was sent.</param>
/// <param name="Accepted">When the writer had the answer.</param>
internal readonly record struct TimedWrite(long Version, bool Counts, long Due, long Accepted);

/// <param name="FromDue">From the scheduled time of the request.</param>
/// <param name="FromAccepted">From the answer to the write; for a peer that says when it began to send, from then.</param>
internal sealed record LatencyResult(long[] FromDue, long[] FromAccepted);
