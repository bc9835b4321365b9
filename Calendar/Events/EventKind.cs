using System.Text.Json.Serialization;
using TeamCalendars.Calendars;
using TeamCalendars.Entities;
using TeamCalendars.Rules;
using TeamCalendars.Writes;

namespace TeamCalendars.Events;

internal sealed class EventKind() : EntityKind<CalendarEvent, EventContent, StoredEvent>("event", "events", StoredEventJson.Default.StoredEvent, CalendarKind.Instance)
{
    public static EventKind Instance { get; } = new();

    public override int? MostPerTenant(TenantLimits limits) => limits.Events;

    public static EntityKey Key(CalendarId calendar, EventId id) => new(Instance, calendar.Value, id.Value);

    protected override CalendarEvent ItemOf(EntityKey key, EventContent content, Revision revision) =>
        new() { CalendarId = CalendarId.Parse(key.Parent), Id = EventId.Parse(key.Id), Content = content, Revision = revision };

    protected override StoredEvent ToStored(EventContent content) => StoredEvent.From(content);

    protected override EventContent ToContent(StoredEvent stored) => stored.ToContent();

    protected override IReadOnlyList<RuleViolation> Check(EventContent content) => EventRules.Check(content);

    protected override EventSpan? SpanOf(EventContent content) => content.Cancelled ? null : EventSpan.Of(content);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(StoredEvent))]
internal sealed partial class StoredEventJson : JsonSerializerContext;
