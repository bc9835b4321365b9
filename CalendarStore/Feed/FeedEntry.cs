using NodaTime;
using TeamCalendars.Tenants;

namespace CalendarStore.Feed;

/// <summary>One tenant's head, as the feed tells it: where the tenant stands, however many changes led there.</summary>
/// <param name="Tenant">Whose data changed.</param>
/// <param name="Position">Where the tenant stands.</param>
/// <param name="CommittedAt">When its last change was committed.</param>
/// <param name="TraceParent">W3C trace context of that change; null when it had none.</param>
public sealed record FeedEntry(TenantId Tenant, Position Position, Instant CommittedAt, string? TraceParent);
