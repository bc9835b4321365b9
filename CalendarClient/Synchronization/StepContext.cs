using System.Collections.Immutable;

namespace CalendarClient;

/// <summary>What a step of <see cref="SyncEngine"/> uses in addition to the state.</summary>
internal readonly record struct StepContext(DateTimeOffset Now, double Chance, ImmutableArray<SyncEffect>.Builder Effects)
{
    public void Show(Replica before, Replica after, IEnumerable<EntityKey> touched)
    {
        var change = ReplicaChange.Between(before, after, touched);
        if (!change.IsEmpty)
        {
            Effects.Add(new SyncEffect.Show(change));
        }
    }
}
