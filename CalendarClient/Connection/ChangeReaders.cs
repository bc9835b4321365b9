using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CalendarClient;

/// <summary>
/// Those who read the stream of changes, each at its own pace. The queue of each is bounded: when one lags further behind,
/// its single changes are let go and one reset with the latest replica stands for them all.
/// </summary>
internal sealed class ChangeReaders(int maxPending)
{
    private ImmutableList<Channel<ReplicaChange>> readers = [];
    private volatile bool ended;

    /// <summary>Called by one at a time.</summary>
    public void Tell(ReplicaChange change)
    {
        foreach (var reader in Volatile.Read(ref readers))
        {
            if (reader.Writer.TryWrite(change))
            {
                continue;
            }

            while (reader.Reader.TryRead(out _))
            {
            }

            reader.Writer.TryWrite(ReplicaChange.Reset(change.Replica));
        }
    }

    public void End()
    {
        ended = true;
        foreach (var reader in Volatile.Read(ref readers))
        {
            reader.Writer.TryComplete();
        }
    }

    /// <param name="join">Calls <see cref="Join"/> between two steps, and says what is shown then: the first that the reader gets, unless nothing is.</param>
    public async IAsyncEnumerable<ReplicaChange> ReadAsync(Func<Channel<ReplicaChange>, Replica> join, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var channel = Channel.CreateBounded<ReplicaChange>(new BoundedChannelOptions(maxPending) { FullMode = BoundedChannelFullMode.Wait });
        try
        {
            var current = join(channel);
            if (current.Position is not null)
            {
                yield return ReplicaChange.Reset(current);
            }

            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return change;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref readers, (all, leaver) => all.Remove(leaver), channel);
        }
    }

    /// <summary>From now on the channel is told of every change.</summary>
    public void Join(Channel<ReplicaChange> channel)
    {
        ImmutableInterlocked.Update(ref readers, (all, joiner) => all.Add(joiner), channel);
        if (ended)
        {
            channel.Writer.TryComplete();
        }
    }
}
