using System.Net;
using CalendarStore.Cosmos.Access;
using CalendarStore.Feed;
using Microsoft.Azure.Cosmos;

namespace CalendarStore.Cosmos.Following;

/// <summary>
/// A share while this instance holds it. Its gate lets the calls of its follower through one after the other, and each checks then whether the share
/// was lost meanwhile. The gate is never disposed of: a call that waits at it would wait for ever.
/// </summary>
internal sealed class HeldShare(FeedShare share)
{
    private long handed;
    private long saved;
    private volatile bool lost;

    public FeedShare Share => share;

    /// <summary>Another instance holds it by now, or none does: nothing of it is handed out any more.</summary>
    public bool IsLost => lost;

    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>Nothing that was handed out is still to be saved.</summary>
    public bool IsSettled => Interlocked.Read(ref saved) == Interlocked.Read(ref handed);

    public FeedPage Page(IReadOnlyList<FeedEntry> entries, Func<Task> checkpoint)
    {
        var number = Interlocked.Increment(ref handed);
        return new FeedPage(entries, cancellationToken => SaveAsync(number, checkpoint, cancellationToken));
    }

    /// <summary>Moves the place over documents of which none is a head.</summary>
    public Task<bool> SkipAsync(Func<Task> checkpoint) => SaveAsync(Interlocked.Read(ref handed), checkpoint, CancellationToken.None);

    public void Lose() => lost = true;

    private async Task<bool> SaveAsync(long number, Func<Task> checkpoint, CancellationToken cancellationToken)
    {
        // The processor knows an owner by name: what an earlier holding of the same share left behind must not be saved over this one's place.
        if (lost)
        {
            return false;
        }

        try
        {
            await checkpoint().WaitAsync(cancellationToken);
        }
        catch (CosmosException exception)
        {
            // The lease is another's by now, or gone.
            return exception.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.NotFound ? false : throw CosmosFaults.Translate(exception);
        }
        catch (Exception exception) when (CosmosFaults.IsNoAnswer(exception, cancellationToken))
        {
            throw CosmosFaults.NoAnswer(exception);
        }

        Interlocked.Exchange(ref saved, number);
        return true;
    }
}
