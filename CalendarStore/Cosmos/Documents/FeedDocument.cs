using System.Collections.Immutable;
using NodaTime.Text;

namespace CalendarStore.Cosmos;

/// <summary>Any document, as far as a follower of the change feed looks at it: only a <see cref="CommitDocument"/> has changes.</summary>
internal sealed record FeedDocument
{
    public string Tenant { get; init; } = "";
    public long First { get; init; }
    public string At { get; init; } = "";
    public ImmutableArray<CommitDocument.Change>? Changes { get; init; }

    public IEnumerable<FeedEntry> ToEntries(string epoch)
    {
        if (Changes is not { } changes)
        {
            yield break;
        }

        var (tenant, at) = (new TenantId(Guid.Parse(Tenant)), InstantPattern.ExtendedIso.Parse(At).Value);
        for (var i = 0; i < changes.Length; i++)
        {
            var change = changes[i];
            yield return new FeedEntry(
                tenant,
                new Position(epoch, First + i),
                CalendarId.Parse(change.Calendar),
                change.EventId is null ? null : EventId.Parse(change.EventId),
                change.Kind,
                change.Origin,
                change.TraceParent,
                at);
        }
    }
}
