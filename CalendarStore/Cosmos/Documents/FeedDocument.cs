using CalendarStore.Feed;
using NodaTime;
using TeamCalendars.Tenants;

namespace CalendarStore.Cosmos.Documents;

/// <summary>Any document, as far as a follower looks at it: only a <see cref="HeadDocument"/> tells something.</summary>
internal sealed record FeedDocument
{
    public string Id { get; init; } = "";
    public string Tenant { get; init; } = "";
    public long HeadVersion { get; init; }
    public long ChangedAt { get; init; }
    public string? TraceParent { get; init; }

    /// <returns>Null when it is no head.</returns>
    public FeedEntry? ToEntry(string epoch) => Id == DocumentIds.Head
        ? new FeedEntry(new TenantId(Guid.Parse(Tenant)), new Position(epoch, HeadVersion), Instant.FromUnixTimeMilliseconds(ChangedAt), TraceParent)
        : null;
}
