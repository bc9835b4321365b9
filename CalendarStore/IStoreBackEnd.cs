using CalendarStore.Entities;
using CalendarStore.Feed;

namespace CalendarStore;

/// <summary>What a connection is to: one of the kinds of store.</summary>
internal interface IStoreBackEnd : IAsyncDisposable
{
    IEntityStore Entities { get; }

    IChangeFeed Feed { get; }

    /// <summary>Returns when the store has been found (or made) and can be used.</summary>
    Task ReadyAsync(CancellationToken cancellationToken);

    Task CheckAsync(CancellationToken cancellationToken);

    Task<bool> PurgeAsync(CancellationToken cancellationToken);

    /// <summary>Completes when there is something to purge before the next regular round.</summary>
    Task UpkeepDue { get; }
}
