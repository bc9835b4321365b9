using System.Text.Json.Serialization;
using TeamCalendars.Entities;
using TeamCalendars.Rules;
using TeamCalendars.Writes;

namespace TeamCalendars.Calendars;

internal sealed class CalendarKind() : EntityKind<TeamCalendar, CalendarContent, CalendarContent>("calendar", "calendars", StoredCalendarJson.Default.CalendarContent)
{
    public static CalendarKind Instance { get; } = new();

    public override int? MostPerTenant(TenantLimits limits) => CalendarRules.MostPerTenant;

    public static EntityKey Key(CalendarId id) => new(Instance, id.Value);

    protected override TeamCalendar ItemOf(EntityKey key, CalendarContent content, Revision revision) =>
        new() { Id = CalendarId.Parse(key.Id), Content = content, Revision = revision };

    protected override CalendarContent ToStored(CalendarContent content) => content;

    protected override CalendarContent ToContent(CalendarContent stored) => stored;

    protected override IReadOnlyList<RuleViolation> Check(CalendarContent content) => CalendarRules.Check(content);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(CalendarContent))]
internal sealed partial class StoredCalendarJson : JsonSerializerContext;
