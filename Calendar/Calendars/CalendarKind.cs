using TeamCalendars.Entities;
using TeamCalendars.Rights;
using TeamCalendars.Rules;
using TeamCalendars.Writes;

namespace TeamCalendars.Calendars;

internal sealed class CalendarKind() : EntityKind<TeamCalendar, CalendarContent, StoredCalendar>("calendar", "calendars", StoredCalendarJson.Default.StoredCalendar)
{
    public static CalendarKind Instance { get; } = new();

    public override int? MostPerTenant(TenantLimits limits) => CalendarRules.MostPerTenant;

    public static EntityKey Key(CalendarId id) => new(Instance, id.Value);

    protected override TeamCalendar ItemOf(EntityKey key, CalendarContent content, Revision revision) =>
        new() { Id = CalendarId.Parse(key.Id), Content = content, Revision = revision };

    public override EntityContent Settle(EntityContent content, WriteState<Entity> state, WriteContext context) =>
        CalendarRights.Settle((CalendarContent)content, state, context);

    /// <summary>The history of the access names versions, which mean nothing in another store.</summary>
    public override EntityContent Portable(EntityContent content) => (CalendarContent)content with { History = AccessHistory.Empty };

    protected override StoredCalendar ToStored(CalendarContent content) => StoredCalendar.From(content);

    protected override CalendarContent ToContent(StoredCalendar stored) => stored.ToContent();

    protected override IReadOnlyList<RuleViolation> Check(CalendarContent content) => CalendarRules.Check(content);
}
