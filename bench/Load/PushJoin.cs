using Bench.Clients;
using Bench.Measuring;

namespace Bench.Load;

/// <summary>Which push told a client of which write. Found out afterwards, never waited for: a push may be there before its writer knows the version.</summary>
internal static class PushJoin
{
    /// <param name="heard">Of each client, by rising version.</param>
    /// <param name="writes">In any order; those that do not count are only stepped over.</param>
    /// <exception cref="InvalidDataException">A client heard of no push at or past a write.</exception>
    public static LatencyResult Of(IEnumerable<IReadOnlyList<Push>> heard, IEnumerable<TimedWrite> writes)
    {
        var (fromDue, fromAccepted) = (new Latencies(), new Latencies());
        TimedWrite[] inOrder = [.. writes.OrderBy(write => write.Version)];
        foreach (var pushes in heard)
        {
            var next = 0;
            foreach (var write in inOrder)
            {
                // A push stands for all up to its version: two writes that came close share one.
                while (next < pushes.Count && pushes[next].Version < write.Version)
                {
                    next++;
                }

                if (next == pushes.Count)
                {
                    throw new InvalidDataException($"No push told a client of version {write.Version}.");
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
/// <param name="Version">Of the push that tells of it.</param>
/// <param name="Counts">False for those that only warm up.</param>
/// <param name="Due">When it was to be sent, whenever it was.</param>
/// <param name="Accepted">When the writer had the answer.</param>
internal readonly record struct TimedWrite(long Version, bool Counts, long Due, long Accepted);

/// <param name="FromDue">From the moment at which the request was to be sent.</param>
/// <param name="FromAccepted">From the answer to the write; for a peer that says when it began to send, from then.</param>
internal sealed record LatencyResult(long[] FromDue, long[] FromAccepted);
