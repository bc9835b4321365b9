namespace CalendarClient.Tests.Simulation;

/// <summary>What must hold after every step, whatever happens; and counts of what was asked for.</summary>
internal sealed class Laws
{
    private int? underWay;
    private bool connecting;

    public int Requests { get; private set; }
    public int FullReads { get; private set; }
    public int Connects { get; private set; }

    public void Check(SimulatedStore store, SyncInput input, SyncState before, SyncState after, IReadOnlyCollection<SyncEffect> effects)
    {
        OneAtATime(input, effects);
        ShownNeverGoesBack(before.Shown, after.Shown);
        ShownIsWhole(store, after.Shown);
        Shows(before.Shown, after.Shown, effects);
    }

    private void OneAtATime(SyncInput input, IReadOnlyCollection<SyncEffect> effects)
    {
        var ended = input switch
        {
            SyncInput.ChangesAnswered answer => answer.Flight,
            SyncInput.ChangesExpired answer => answer.Flight,
            SyncInput.FullReadAnswered answer => answer.Flight,
            SyncInput.Failed failed => failed.Flight,
            _ => (int?)null,
        };
        if (ended == underWay)
        {
            underWay = null;
        }

        if (input is SyncInput.ConnectFailed or SyncInput.Lost)
        {
            connecting = false;
        }

        foreach (var effect in effects)
        {
            switch (effect)
            {
                case SyncEffect.PullChanges or SyncEffect.ReadAll:
                    Assert.Null(underWay);
                    underWay = effect is SyncEffect.PullChanges pull ? pull.Flight : ((SyncEffect.ReadAll)effect).Flight;
                    Requests++;
                    FullReads += effect is SyncEffect.ReadAll ? 1 : 0;
                    break;
                case SyncEffect.Connect:
                    Assert.False(connecting, "Two connections at once.");
                    connecting = true;
                    Connects++;
                    break;
            }
        }
    }

    private static void ShownNeverGoesBack(Replica before, Replica after)
    {
        if (before.Position is not { } from)
        {
            return;
        }

        Assert.NotNull(after.Position);
        if (after.Position.Value.Epoch != from.Epoch)
        {
            return;
        }

        Assert.True(after.Position.Value.Version >= from.Version, $"The position went from {from} to {after.Position}.");
        foreach (var item in before.Items)
        {
            Assert.True(after.Find(item.Key) is null || after.Find(item.Key)!.Version >= item.Version, $"{item.Key} went back.");
        }
    }

    /// <summary>Up to its position the replica is exactly what the store held then; only own writes and later items may be ahead of it.</summary>
    private static void ShownIsWhole(SimulatedStore store, Replica shown)
    {
        if (shown.Position is not { } position)
        {
            return;
        }

        var items = shown.Texts();
        var then = store.AliveAt(position).Select(entry => entry.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var item in items)
        {
            Assert.True(then.Contains(item) || VersionOf(item) > position.Version, $"{item} is shown at {position}, which the store did not hold then.");
        }

        foreach (var item in then.Except(items))
        {
            var key = item[..item.IndexOf('@', StringComparison.Ordinal)];
            var ahead = items.Any(other => other.StartsWith(key + "@", StringComparison.Ordinal) && VersionOf(other) > position.Version)
                || shown.Tombstones.Any(tombstone => tombstone.Key.Text() == key || tombstone.Key.Text() == key.Split('/')[0]);
            Assert.True(ahead, $"{item} is missing at {position}.");
        }
    }

    /// <summary>What is announced to the reader is the difference, all of it and nothing else.</summary>
    private static void Shows(Replica before, Replica after, IEnumerable<SyncEffect> effects)
    {
        var told = before.Texts().ToHashSet(StringComparer.Ordinal);
        foreach (var change in effects.OfType<SyncEffect.Show>().Select(show => show.Change))
        {
            if (change.IsReset)
            {
                told = [.. change.Replica.Texts()];
            }

            foreach (var item in change.Items)
            {
                Assert.True(item.Before is null || told.Remove(item.Before.Text()));
                Assert.True(item.After is null || told.Add(item.After.Text()));
            }
        }

        Assert.Equal(after.Texts(), told.Order(StringComparer.Ordinal));
    }

    private static long VersionOf(string item) => long.Parse(item.AsSpan(item.IndexOf('@', StringComparison.Ordinal) + 1), provider: null);
}
