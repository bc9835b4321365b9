using System.Collections.Immutable;
using CalendarStore.Feed;
using TeamCalendars.Tenants;

namespace CalendarStore.Tests.Following;

/// <summary>One instance that follows a feed, and all that it received.</summary>
internal sealed class FollowedFeed : IFeedFollower, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly CancellationTokenSource stop = new();
    private readonly Func<FeedPage, Task> beforeTaking;
    private readonly Task following;
    private volatile TaskCompletionSource nextChange = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Told told = new();

    /// <param name="beforeTaking">The follower awaits this before it takes a page. It follows from the start, so this cannot be set later.</param>
    public FollowedFeed(IChangeFeed feed, string? consumer = null, bool saves = false, Func<FeedPage, Task>? beforeTaking = null)
    {
        Saves = saves;
        this.beforeTaking = beforeTaking ?? (_ => Task.CompletedTask);
        // A new consumer starts at the beginning.
        following = feed.FollowAsync(new() { Consumer = consumer ?? Guid.NewGuid().ToString() }, this, stop.Token);
    }

    public Told Now => told;

    /// <summary>The heads that came in pages.</summary>
    public IReadOnlyList<FeedEntry> Entries => told.Entries;

    /// <summary>Whether the checkpoint of each page is saved at once.</summary>
    public bool Saves { get; set; }

    /// <summary>The follower awaits this before it releases a share.</summary>
    public Func<FeedShare, Task> BeforeReleasing { get; set; } = _ => Task.CompletedTask;

    /// <summary>The first heads that a new consumer receives; as many as asked for.</summary>
    public static async Task<IReadOnlyList<FeedEntry>> ReadAsync(IChangeFeed feed, int count)
    {
        await using var followed = new FollowedFeed(feed);
        await followed.Until(count);
        return followed.Entries;
    }

    public Task Until(int entries) => Until(told => told.Entries.Count >= entries);

    /// <summary>Waits for the position, in a page or because of a nudge.</summary>
    public Task UntilHead(TenantId tenant, long version) => Until(told => told.Entries.Concat(told.Nudged).Any(entry => entry.Tenant == tenant && entry.Position.Version >= version));

    /// <summary>Waits for the position in a page.</summary>
    public Task UntilPage(TenantId tenant, long version) => Until(told => told.Entries.Any(entry => entry.Tenant == tenant && entry.Position.Version >= version));

    /// <exception cref="TimeoutException">The condition did not hold in time. Other events do not extend the time.</exception>
    public async Task Until(Func<Told, bool> holds)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Patience);
        while (true)
        {
            var changed = nextChange.Task;
            if (holds(told))
            {
                return;
            }

            if (following.IsCompleted)
            {
                await following;
            }

            try
            {
                await Task.WhenAny(changed, following).WaitAsync(limit.Token);
            }
            catch (OperationCanceledException exception) when (!TestContext.Current.CancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"It did not come about within {Patience.TotalSeconds} s. The follower's calls: {string.Join(", ", told.Calls)}; its last state: {told.State}", exception);
            }
        }
    }

    /// <summary>Stops in order and waits for the end.</summary>
    public async Task StopAsync()
    {
        await stop.CancelAsync();
        await following.WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stop.Dispose();
    }

    public ValueTask AcquiredAsync(FeedShare share, CancellationToken cancellationToken) =>
        NoteAsync(told => told with { Held = told.Held.Add(share), Calls = told.Calls.Add($"acquired {share.Name}") });

    public async ValueTask ReadAsync(FeedShare share, FeedPage page, CancellationToken cancellationToken)
    {
        Note(told => told with { Calls = told.Calls.Add($"offered {share.Name}") });
        await beforeTaking(page).WaitAsync(cancellationToken);
        if (Saves)
        {
            // The page counts only after it is saved, because the test may stop the follower as soon as it sees the page.
            Assert.True(await page.SaveAsync(CancellationToken.None));
        }

        Note(told => told with { Pages = told.Pages.Add((share, page)), Entries = told.Entries.AddRange(page.Entries), Calls = told.Calls.Add($"page {share.Name}") });
    }

    public ValueTask NudgedAsync(IReadOnlyList<FeedEntry> entries, CancellationToken cancellationToken) =>
        NoteAsync(told => told with { Nudged = told.Nudged.AddRange(entries), Calls = told.Calls.Add("nudged") });

    public async Task ReleaseAsync(FeedShare share)
    {
        await BeforeReleasing(share);
        Note(told => told with { Calls = told.Calls.Add($"release {share.Name}") });
    }

    public ValueTask LostAsync(FeedShare share) => NoteAsync(told => told with { Held = told.Held.Remove(share), Calls = told.Calls.Add($"lost {share.Name}") });

    public void Report(FeedState state) => Note(told => told with { States = told.States.Add(state) });

    private ValueTask NoteAsync(Func<Told, Told> change)
    {
        Note(change);
        return ValueTask.CompletedTask;
    }

    private void Note(Func<Told, Told> change)
    {
        ImmutableInterlocked.Update(ref told, change);
        Interlocked.Exchange(ref nextChange, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    internal sealed record Told
    {
        public ImmutableHashSet<FeedShare> Held { get; init; } = [];
        public ImmutableList<(FeedShare Share, FeedPage Page)> Pages { get; init; } = [];
        public ImmutableList<FeedEntry> Entries { get; init; } = [];
        public ImmutableList<FeedEntry> Nudged { get; init; } = [];
        public ImmutableList<string> Calls { get; init; } = [];

        /// <summary>Every state that was reported. A test that only asks from time to time would miss the short ones.</summary>
        public ImmutableList<FeedState> States { get; init; } = [];

        public FeedState? State => States.Count > 0 ? States[^1] : null;
    }
}
