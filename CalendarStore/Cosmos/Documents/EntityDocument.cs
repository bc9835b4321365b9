using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Text;
using TeamCalendars.Calendars;
using TeamCalendars.Events;
using TeamCalendars.StoredFormat;
using TeamCalendars.Writes;

namespace CalendarStore.Cosmos.Documents;

/// <summary>A calendar or an event, or the tombstone of one (neither content).</summary>
internal sealed record EntityDocument
{
    public const int CurrentSchema = 1;

    public required string Id { get; init; }
    public required string Tenant { get; init; }
    public int Schema { get; init; } = CurrentSchema;
    public required string Calendar { get; init; }

    /// <summary>Null for a calendar.</summary>
    public string? EventId { get; init; }

    /// <summary>Absent in the tombstone of an event that went with its calendar: the calendar's tombstone tells of it.</summary>
    public long? Version { get; init; }

    /// <summary>Of a calendar: the version that created it. An event with an older version is of an earlier calendar of that id, and gone.</summary>
    public long? Born { get; init; }

    public required string Revision { get; init; }
    public required string At { get; init; }
    public required string By { get; init; }

    /// <summary>The event's span in milliseconds since 1970, outwards: JSON numbers are exact up to 2^53, which ticks exceed.</summary>
    public long? SpanStart { get; init; }

    public long? SpanEnd { get; init; }
    public CalendarContent? CalendarContent { get; init; }
    public StoredEvent? EventContent { get; init; }

    /// <summary>Seconds after the last write, tombstones only.</summary>
    public int? Ttl { get; init; }

    /// <summary>Cosmos DB's own ETag, as read; never written.</summary>
    [JsonPropertyName("_etag")]
    public string? StoredETag { get; init; }

    [JsonIgnore]
    public bool IsTombstone => CalendarContent is null && EventContent is null;

    public Instant WrittenAt() => InstantPattern.ExtendedIso.Parse(At).Value;

    public Revision ToRevision() => new(Revision, Version ?? 0, WrittenAt(), By);

    public TeamCalendar ToCalendar() => new() { Id = CalendarId.Parse(Calendar), Content = CalendarContent!, Revision = ToRevision() };

    public CalendarEvent ToEvent() => new()
    {
        CalendarId = CalendarId.Parse(Calendar),
        Id = TeamCalendars.Events.EventId.Parse(EventId!),
        Content = EventContent!.ToContent(),
        Revision = ToRevision(),
    };

    /// <summary>Whether a deletion is still remembered: a late repetition of a create must not bring it back.</summary>
    public bool IsRemembered(Instant now) => WrittenAt() >= now - StoreLimits.TombstoneLifetime;
}
