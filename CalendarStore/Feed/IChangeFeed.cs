using TeamCalendars.Tenants;

namespace CalendarStore.Feed;

/// <summary>
/// The heads of all tenants that have moved, for the programs that announce them: tenant and position, newest only. Several instances of one consumer follow together:
/// the tenants are divided into shares, and each share is one instance's at a time (SQLite: leases in the file; Cosmos DB: the change feed processor's).
/// <list type="number">
/// <item>Whenever a tenant's head moves, an instance of each consumer is handed that position or a later one, in a page of the share that the tenant belongs to. It may be handed the same twice.</item>
/// <item>A backlog is one entry per tenant, with its present position, however many changes led there. For as long as a share is held, a tenant's positions only grow.</item>
/// <item>A follower waits without polling at short intervals; a change in another process wakes it within milliseconds (SQLite), or by a
/// <see cref="Nudge"/>, or at the poll interval (Cosmos DB).</item>
/// <item>The checkpoint after a page, once saved, survives the process: the next holder of the share goes on just after it. Consumers do not see each other's.</item>
/// <item>A checkpoint of another epoch is not used: following starts at the beginning of the present one, with every tenant's head.</item>
/// <item>Only the holder saves: a save by an instance that lost the share in the meantime is refused and changes nothing. It may hear of the loss later than
/// the next holder of its gain, so for a moment both may announce the same: followers must not mind.</item>
/// <item>Instances hold equal parts of the shares, as far as their number divides. An instance that joins gets its part, one that stops hands its own on at
/// once, and the shares of one that died or hangs are taken over within two lease times. A clock that jumps delays none of it.</item>
/// <item>Of a share, one page is with the follower at a time: one that takes its time is read for more slowly, and nothing piles up.</item>
/// <item>A share with many heads to tell delays no other by more than one page.</item>
/// <item>A store that fails ends nothing: it is reported, tried again with growing waits, and following goes on where it was.</item>
/// </list>
/// </summary>
public interface IChangeFeed
{
    /// <summary>Follows as one instance of the consumer until cancelled; then gives up its shares in order, and returns.</summary>
    /// <exception cref="Exception">Only what the follower itself threw: a fault. The shares are then left to the others.</exception>
    Task FollowAsync(FeedSubscription subscription, IFeedFollower follower, CancellationToken cancellationToken);

    /// <summary>
    /// Asks followers in this process to read this tenant's head now rather than at their next poll (<see cref="IFeedFollower.NudgedAsync"/>). A hint that returns at once
    /// and never fails: when it is lost, the change waits for the poll. A tenant that has not changed lately is left out.
    /// Not needed where the store wakes its followers itself (SQLite).
    /// </summary>
    void Nudge(TenantId tenant);
}
