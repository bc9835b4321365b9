using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CalendarClient;

/// <summary>
/// The readers of the stream of changes, each at its own pace. The queue of each reader is bounded: when a reader falls further behind,
/// its queued changes are dropped and replaced by one reset with the latest replica.
/// </summary>
internal sealed class ChangeReaders(int maxPending)
{
    private ImmutableList<Channel<ReplicaChange>> readers = [];
    private volatile bool ended;

    /// <summary>Calls must not overlap.</summary>
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

    /// <param name="join">Calls <see cref="Join"/> between two steps and returns the replica that is shown then. The reader gets it first, unless it is empty.</param>
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

    /// <summary>From now on the channel gets every change.</summary>
    public void Join(Channel<ReplicaChange> channel)
    {
        ImmutableInterlocked.Update(ref readers, (all, joiner) => all.Add(joiner), channel);
        if (ended)
        {
            channel.Writer.TryComplete();
        }
    }
}
