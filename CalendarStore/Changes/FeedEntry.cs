using NodaTime;

namespace CalendarStore;

/// <summary>One committed change, as the feed tells it.</summary>
/// <param name="Tenant">Whose data changed.</param>
/// <param name="Position">The tenant's position after the change.</param>
/// <param name="CalendarId">The calendar that changed, or whose event did.</param>
/// <param name="EventId">Null for a change of the calendar itself.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Origin">The client instance that asked for it; null when unknown.</param>
/// <param name="TraceParent">W3C trace context of the write.</param>
/// <param name="CommittedAt">When it was committed.</param>
public sealed record FeedEntry(
    TenantId Tenant,
    Position Position,
    CalendarId CalendarId,
    EventId? EventId,
    ChangeKind Kind,
    string? Origin,
    string? TraceParent,
    Instant CommittedAt);
